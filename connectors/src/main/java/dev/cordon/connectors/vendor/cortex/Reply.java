package dev.cordon.connectors.vendor.cortex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.VendorException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Every answer of Cortex's: an object, a list, or just `true`.
record Reply(@Nullable JsonNode reply) {

    JsonNode content() {
        if (reply == null || reply.isNull() || reply.has("err_code")) {
            throw new VendorException.Unavailable("unreadable answer: no reply in it");
        }
        return reply;
    }

    /// Whether the error is one of those that mean: there was nothing to do it to.
    boolean says(String words) {
        return (text("err_msg") + " " + text("err_extra")).contains(words);
    }

    private String text(String field) {
        return reply == null ? "" : reply.path(field).asText("").toLowerCase(Locale.ROOT);
    }

    /// The receipt of a request that begins an action.
    ///
    /// @throws VendorException.Conflict it was begun for nobody
    String begun() {
        var answer = content();
        if (!answer.path("action_id").isIntegralNumber()) {
            throw new VendorException.Unavailable("unreadable answer: an action without an id");
        }
        if (answer.path("endpoints_count").isIntegralNumber()
                && answer.path("endpoints_count").asInt() == 0) {
            throw new VendorException.Conflict("Cortex found no endpoint to do it to");
        }
        return "action " + answer.path("action_id").asLong();
    }
}
