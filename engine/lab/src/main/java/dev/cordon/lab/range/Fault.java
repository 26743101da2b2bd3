package dev.cordon.lab.range;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Something that goes wrong on purpose.
///
/// @param status for `status-before` and `status-after`; 503 when not given
/// @param retryAfter for `rate-limit`: when to come back, said as it is wherever the vendor says it; in a second when
///     not given
/// @param millis for `latency`
/// @param times how often it strikes; once when not given
public record Fault(
        @Nullable Match match,
        Kind kind,
        @Nullable Integer status,
        @Nullable String retryAfter,
        @Nullable Long millis,
        @Nullable Integer times) {

    /// What it strikes; what is null matches everything.
    ///
    /// @param target id, host name or user name
    public record Match(
            @Nullable String operation,
            @Nullable String target,
            @Nullable String vendor) {
        boolean covers(String vendor, String operation, String id, String name) {
            return (this.vendor == null || this.vendor.equals(vendor))
                    && (this.operation == null || this.operation.equals(operation))
                    && (target == null || target.equals(id) || target.equalsIgnoreCase(name));
        }
    }

    /// What goes wrong. All but the `before` kinds, `rate-limit` and `redirect` let the change happen.
    public enum Kind {
        LATENCY(true),
        /// The connection is closed without an answer.
        REFUSE_BEFORE(false),
        RESET_BEFORE(false),
        RESET_AFTER(true),
        STATUS_BEFORE(false),
        STATUS_AFTER(true),
        TRUNCATE(true),
        WRONG_TYPES(true),
        EMPTY(true),
        ENDLESS(true),
        REDIRECT(false),
        RATE_LIMIT(false);

        private final boolean changes;

        Kind(boolean changes) {
            this.changes = changes;
        }

        @JsonValue
        public String value() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @JsonCreator
        public static Kind of(String value) {
            return Stream.of(values())
                    .filter(kind -> kind.value().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No such fault: " + value));
        }
    }

    public static Fault of(Kind kind, String operation) {
        return new Fault(new Match(operation, null, null), kind, null, null, null, null);
    }

    boolean covers(String vendor, String operation, String id, String name) {
        return match == null || match.covers(vendor, operation, id, name);
    }

    boolean lets_the_change_happen() {
        return kind.changes;
    }

    /// What the client gets instead of the answer it should have got.
    Reply spoil(Reply reply, Dialect dialect) {
        return switch (kind) {
            case LATENCY -> late(reply);
            case REFUSE_BEFORE -> reply.ending(Reply.Ending.CLOSED);
            case RESET_BEFORE, RESET_AFTER -> reply.ending(Reply.Ending.RESET);
            case STATUS_BEFORE, STATUS_AFTER -> dialect.problem(status == null ? 503 : status, "simulated fault");
            case TRUNCATE -> reply.ending(Reply.Ending.TRUNCATED);
            case WRONG_TYPES -> reply.withWrongTypes();
            case EMPTY -> Reply.none(200).with("Content-Type", "application/json");
            case ENDLESS -> reply.ending(Reply.Ending.ENDLESS);
            case REDIRECT -> Reply.none(302).with("Location", "http://127.0.0.2:9/elsewhere");
            case RATE_LIMIT -> dialect.rateLimited(retryAfter);
        };
    }

    private Reply late(Reply reply) {
        try {
            Thread.sleep(Duration.ofMillis(millis == null ? 1000 : millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return reply;
    }
}
