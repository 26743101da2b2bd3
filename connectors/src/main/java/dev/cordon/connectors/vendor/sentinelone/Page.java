package dev.cordon.connectors.vendor.sentinelone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Every answer of the console's. `errors` may stand empty next to the data.
record Page(
        @Nullable JsonNode data,
        @Nullable Pagination pagination,
        @Nullable List<JsonNode> errors) {

    record Pagination(@Nullable String nextCursor) {}

    /// What a change was answered with.
    JsonNode content() {
        if (errors != null && !errors.isEmpty()) {
            throw new VendorException.Unavailable("unreadable answer: errors inside a success");
        }
        if (data == null || data.isNull()) {
            throw new VendorException.Unavailable("unreadable answer: no data in it");
        }
        return data;
    }

    <T> List<T> rows(Class<T> type) {
        var rows = content();
        if (!rows.isArray()) {
            throw new VendorException.Unavailable("unreadable answer: a list was expected");
        }
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> Json.as(row, type))
                .toList();
    }

    boolean whole() {
        return pagination == null || pagination.nextCursor == null || pagination.nextCursor.isBlank();
    }

    /// The number of things that our filter matched: none is a success too, says the status.
    ///
    /// @throws VendorException.Conflict it matched nothing, so nothing was done
    void affectedOne() {
        var affected = content().path("affected");
        if (!affected.isIntegralNumber() || affected.asInt() > 1 || affected.asInt() < 0) {
            throw new VendorException.Unavailable("unreadable answer: it does not say that one was affected");
        }
        if (affected.asInt() == 0) {
            throw new VendorException.Conflict("SentinelOne found nothing to do it to");
        }
    }
}
