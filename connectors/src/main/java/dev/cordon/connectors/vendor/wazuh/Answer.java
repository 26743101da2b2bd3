package dev.cordon.connectors.vendor.wazuh;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every answer of the manager's. A 200 says nothing: `error` is 0 when all went well, 1 when nothing, 2 when a part.
record Answer(@Nullable Data data, @Nullable Integer error) {

    record Data(
            List<JsonNode> affected_items,
            List<Failed> failed_items,
            @Nullable Integer total_affected_items) {
        Data {
            affected_items = affected_items == null ? List.of() : List.copyOf(affected_items);
            failed_items = failed_items == null ? List.of() : List.copyOf(failed_items);
        }
    }

    record Failed(@Nullable Problem error) {}

    record Problem(int code) {}

    /// @throws VendorException sorted by the first failure's code; its text stays here
    Answer clean() {
        if (error == null || data == null) {
            throw new VendorException.Unavailable("unreadable answer: neither done nor failed");
        }
        if (error != 0) {
            throw data.failed_items.isEmpty() || data.failed_items.getFirst().error == null
                    ? new VendorException.Unavailable("Wazuh says that it failed, and not why")
                    : sorted(data.failed_items.getFirst().error.code);
        }
        return this;
    }

    private Data known() {
        if (data == null) {
            throw new VendorException.Unavailable("unreadable answer: no data");
        }
        return data;
    }

    List<JsonNode> items() {
        return known().affected_items;
    }

    <T> List<T> items(Class<T> type) {
        return items().stream().map(node -> Json.as(node, type)).toList();
    }

    int total() {
        var total = known().total_affected_items;
        return total == null ? items().size() : total;
    }

    private static VendorException sorted(int code) {
        return switch (code) {
            case 1701 -> new VendorException.Refused("target-not-found", "Wazuh does not know this agent");
            case 1703 -> new VendorException.Refused("own-host", "this is the manager itself");
            case 1651, 1707 ->
                new VendorException.Refused("host-offline", "the agent is not connected, so nothing was sent");
            case 1650, 1652, 1655, 1657, 1750 ->
                new VendorException.Misconfigured("the agent does not offer this active response (%d)".formatted(code));
            case 4000 -> new VendorException.Misconfigured("Wazuh does not permit this to our user (4000)");
            default -> new VendorException.Unavailable("Wazuh cannot answer now (%d)".formatted(code));
        };
    }
}
