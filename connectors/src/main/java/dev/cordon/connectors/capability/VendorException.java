package dev.cordon.connectors.capability;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A vendor's failure, sorted by the next step. Messages are ours: a vendor's own text may hold anything.
public abstract sealed class VendorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private VendorException(String why) {
        // no stack trace: it is an answer, not a defect
        super(why, null, false, false);
    }

    public String why() {
        return String.valueOf(getMessage());
    }

    /// Try again later. After a write: nobody knows whether it arrived.
    public static final class Unavailable extends VendorException {
        private static final long serialVersionUID = 1L;
        private final @Nullable Duration retryAfter;
        private final boolean vendorWell;

        public Unavailable(String why) {
            this(why, null);
        }

        public Unavailable(String why, @Nullable Duration retryAfter) {
            this(why, retryAfter, false);
        }

        private Unavailable(String why, @Nullable Duration retryAfter, boolean vendorWell) {
            super(why);
            this.retryAfter = retryAfter;
            this.vendorWell = vendorWell;
        }

        /// The vendor answers well; it is the one target that cannot be reached now.
        public static Unavailable target(String why) {
            return new Unavailable(why, null, true);
        }

        /// We did not ask: by its own wish, or to keep within our rate budget.
        public static Unavailable spared(String why, Duration retryAfter) {
            return new Unavailable(why, retryAfter, true);
        }

        /// Whether the vendor itself answered well, so that it need not be spared.
        public boolean vendorWell() {
            return vendorWell;
        }

        /// As the vendor wished, already capped.
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /// The answer is no, and would be no again. It was not done.
    public static final class Refused extends VendorException {
        private static final long serialVersionUID = 1L;
        private final String code;

        public Refused(String code, String why) {
            super(why);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /// Not done, because the target's state forbids it now; often because it is so already. Look.
    public static final class Conflict extends VendorException {
        private static final long serialVersionUID = 1L;

        public Conflict(String why) {
            super(why);
        }
    }

    /// A person has to mend credentials, permissions or settings. It was not done.
    public static final class Misconfigured extends VendorException {
        private static final long serialVersionUID = 1L;

        public Misconfigured(String why) {
            super(why);
        }
    }
}
