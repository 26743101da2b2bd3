package dev.cordon.engine.problem;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A refusal for the caller to read. `throw new Problem(409, "already-decided", "Decided by amina at 10:02")`.
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String slug;
    private final @Nullable Duration retryAfter;

    /// @param slug stable, lower-case, hyphenated: callers tell problems apart by it
    /// @param detail shown to the caller; no internals, no secrets
    public Problem(int status, String slug, String detail) {
        this(status, slug, detail, null);
    }

    /// @param retryAfter when the same call may succeed
    public Problem(int status, String slug, String detail, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.slug = slug;
        this.retryAfter = retryAfter;
    }

    public static Problem notFound(String what) {
        return new Problem(404, "not-found", what + " does not exist");
    }

    public int status() {
        return status;
    }

    public String slug() {
        return slug;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    ProblemDocument document() {
        return ProblemDocument.of(status, slug, getMessage());
    }
}
