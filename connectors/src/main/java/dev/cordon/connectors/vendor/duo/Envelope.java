package dev.cordon.connectors.vendor.duo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What every answer is wrapped in. A 200 may still say `FAIL`.
record Envelope(
        @Nullable String stat,
        @Nullable Integer code,
        @JsonProperty("response") @Nullable JsonNode given,
        @Nullable Metadata metadata) {

    /// @param next where the next page begins; null: there is none
    record Metadata(@JsonProperty("next_offset") @Nullable JsonNode next) {}

    Envelope ok() {
        if ("OK".equals(stat)) {
            return this;
        }
        if ("FAIL".equals(stat) && code != null) {
            throw sorted(code);
        }
        throw new VendorException.Unavailable("unreadable answer: neither OK nor FAIL");
    }

    JsonNode response() {
        return given == null ? MissingNode.getInstance() : given;
    }

    <T> List<T> all(Class<T> type) {
        if (!response().isArray()) {
            throw new VendorException.Unavailable("unreadable answer: no list");
        }
        return StreamSupport.stream(response().spliterator(), false)
                .map(node -> Json.as(node, type))
                .toList();
    }

    boolean goesOn() {
        return metadata != null && metadata.next() != null && !metadata.next().isNull();
    }

    /// Its first three digits are those of the status it should have come with.
    private static VendorException sorted(int code) {
        return switch (code / 100) {
            case 401, 403 -> new VendorException.Misconfigured("Duo does not permit this to our keys (" + code + ")");
            case 404 -> new VendorException.Refused("target-not-found", "Duo does not know it (" + code + ")");
            case 429 -> new VendorException.Unavailable("Duo cannot answer now (" + code + ")");
            default ->
                code >= 40000 && code < 50000
                        ? new VendorException.Refused("bad-request", "Duo refused the request (" + code + ")")
                        : new VendorException.Unavailable("Duo cannot answer now (" + code + ")");
        };
    }
}
