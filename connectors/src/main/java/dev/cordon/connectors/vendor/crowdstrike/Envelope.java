package dev.cordon.connectors.vendor.crowdstrike;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every answer of Falcon's. A 2xx may hold errors, next to resources or instead of them.
record Envelope(@Nullable Meta meta, List<JsonNode> resources, List<Problem> errors) {
    Envelope {
        resources = resources == null ? List.of() : List.copyOf(resources);
        errors = errors == null ? List.of() : List.copyOf(errors);
    }

    record Meta(@Nullable String trace_id, @Nullable Pagination pagination) {}

    record Pagination(@Nullable Integer total) {}

    record Problem(int code, @Nullable String message) {}

    /// @throws VendorException sorted by the first error's code; its text stays here
    Envelope clean() {
        if (!errors.isEmpty()) {
            throw Falcon.sorted(errors.getFirst().code());
        }
        return this;
    }

    <T> List<T> all(Class<T> type) {
        return clean().resources.stream().map(node -> Json.as(node, type)).toList();
    }

    <T> T only(Class<T> type) {
        var found = all(type);
        if (found.size() != 1) {
            throw new VendorException.Unavailable("unreadable answer: one resource was expected, not " + found.size());
        }
        return found.getFirst();
    }

    String trace() {
        return meta == null || meta.trace_id == null ? "no trace id" : "trace " + meta.trace_id;
    }

    int total() {
        var pagination = meta == null ? null : meta.pagination;
        return pagination == null || pagination.total == null ? resources.size() : pagination.total;
    }
}
