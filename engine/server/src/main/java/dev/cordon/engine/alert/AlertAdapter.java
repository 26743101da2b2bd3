package dev.cordon.engine.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.reading.AlertJson;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one product's format. One class for each product; found by CDI.
public interface AlertAdapter {

    /// The format's name, as `cordon.sources.<name>.kind` gives it.
    String kind();

    /// This adapter as one source uses it. Only a kind whose format an operator writes down takes a mapping.
    ///
    /// @param mapping what `cordon.sources.<name>.mapping` says, a file or `policy:<name>`; null where it is unset
    /// @throws IllegalArgumentException with what is wrong with it, which ends the server's start
    default AlertAdapter mapped(@Nullable String mapping) {
        if (mapping != null) {
            throw new IllegalArgumentException("is not for the kind " + kind());
        }
        return this;
    }

    /// Whether its alerts say what their product calls them, so that they can be closed there.
    default boolean namesProductIds() {
        return false;
    }

    /// What the product sends, without parameters: of `application/json`, `application/x-ndjson` and `text/plain`.
    default Set<String> mediaTypes() {
        return Set.of("application/json");
    }

    /// @param mediaType one of `mediaTypes`, in lower case and without parameters
    /// @throws Unreadable when it is not even that
    default JsonNode parse(byte[] raw, String mediaType) {
        return AlertJson.read(raw);
    }

    /// The alerts of one request, each with what it needs of the envelope. One that is not a batch is the body itself;
    /// everything else is answered as a batch, one of a single element too.
    ///
    /// @throws Unreadable when the envelope is not this product's
    default List<JsonNode> split(JsonNode body) {
        return List.of(body);
    }

    /// @param receivedAt for formats without a time of their own; never part of the reference
    /// @throws Unreadable when it is not an alert of this product; a single odd field is noted instead of losing it
    Alert read(JsonNode element, Instant receivedAt);

    /// Not an alert of this product, and why. It is kept as `rejected`.
    final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unreadable(String why) {
            super(why);
        }
    }
}
