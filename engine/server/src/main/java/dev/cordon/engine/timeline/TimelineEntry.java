package dev.cordon.engine.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.sql.Row;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// An entry as the API shows it.
///
/// @param hash SHA-256 over the previous entry's hash (32 bytes) and the canonical JSON of `actor, detail, incident,
/// kind, occurredAt,
///     recordedAt, sentence` where `incident` is the incident's id; lower-case hex
public record TimelineEntry(
        long seq,
        String incident,
        String occurredAt,
        String recordedAt,
        String kind,
        String actor,
        String sentence,
        JsonNode detail,
        Map<String, String> refs,
        String hash,
        String previousHash) {

    static TimelineEntry of(Row row, ObjectMapper json) throws SQLException {
        try {
            var body = json.readTree(row.text("body"));
            var detail = body.path("detail");
            return new TimelineEntry(
                    row.longNumber("seq"),
                    body.path("incident").asText(),
                    body.path("occurredAt").asText(),
                    body.path("recordedAt").asText(),
                    body.path("kind").asText(),
                    body.path("actor").asText(),
                    body.path("sentence").asText(),
                    detail,
                    refs(detail),
                    HexFormat.of().formatHex(row.bytes("hash")),
                    HexFormat.of().formatHex(row.bytes("previous_hash")));
        } catch (JsonProcessingException e) {
            throw new SQLException("a timeline entry that is not JSON", e);
        }
    }

    /// Ids of ours that the event mentions: `runId`, `actionId`, `taskId`, ...
    private static Map<String, String> refs(JsonNode detail) {
        var refs = new TreeMap<String, String>();
        detail.properties().forEach(field -> {
            if (field.getKey().endsWith("Id") && field.getValue().isTextual()) {
                refs.put(field.getKey(), field.getValue().asText());
            }
        });
        return refs;
    }
}
