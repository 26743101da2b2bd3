package dev.cordon.engine.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// Reads one product's format. One class for each product; found by CDI.
public interface AlertAdapter {

    /// The format's name, as `cordon.sources.<name>.kind` gives it.
    String kind();

    /// @param receivedAt for formats without a time of their own
    /// @throws Unreadable when it is not an alert of this product; a single odd field is noted instead of losing it
    Alert read(JsonNode body, Instant receivedAt);

    /// Not an alert of this product, and why. It is kept as `rejected`.
    final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unreadable(String why) {
            super(why);
        }
    }
}
