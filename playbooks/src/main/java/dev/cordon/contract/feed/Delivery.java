package dev.cordon.contract.feed;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Alerts that were pulled.
///
/// @param alerts each a JSON document as the product wrote it; at most a hundred
/// @param cursor where to go on once these are stored, at most 2000 characters; null when more of the same page follows
/// @param reached until when everything was read; null with a null cursor
/// @param more whether the product has more already
public record Delivery(
        String token,
        List<String> alerts,
        @Nullable String cursor,
        @Nullable Instant reached,
        boolean more) {
    public Delivery {
        alerts = alerts == null ? List.of() : List.copyOf(alerts);
    }
}
