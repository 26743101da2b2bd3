package dev.cordon.engine.alert.source.pull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How the alerts of one source are fetched.
///
/// @param connector which one reads; null before the first turn
/// @param lastTurn when a worker last began to read
/// @param lastSuccess when it last handed something over, were it that there is nothing new
/// @param caughtUp when it last found nothing more: what the product had by then is here
/// @param behindSeconds since then; null when it never was
/// @param reached the product's own time of what was read last
/// @param trouble why it cannot be read; null when the last try went well
public record Pulled(
        @Nullable String connector,
        @Nullable Instant lastTurn,
        @Nullable Instant lastSuccess,
        @Nullable Instant caughtUp,
        @Nullable Long behindSeconds,
        @Nullable Instant reached,
        @Nullable String trouble,
        @Nullable Instant troubleAt) {
    public static final Pulled NEVER = new Pulled(null, null, null, null, null, null, null, null);
}
