package dev.cordon.lab.range;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a vendor says that something is wrong.
public interface Dialect {
    default Reply problem(int status, String message) {
        return Reply.json(status, Map.of("error", message));
    }

    /// @param retryAfter as it is to be said; null: in a second
    default Reply rateLimited(@Nullable String retryAfter) {
        return problem(429, "too many requests").with("Retry-After", retryAfter == null ? "1" : retryAfter);
    }
}
