package dev.cordon.engine.alert.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.AlertJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A product that exists in tests only: batches in JSON, single alerts as a line of text, `id title`.
@ApplicationScoped
class LineAlerts implements AlertAdapter {

    @Override
    public String kind() {
        return "lines";
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("application/json", "text/plain");
    }

    @Override
    public JsonNode parse(byte[] raw, String mediaType) {
        if (mediaType.equals("application/json")) {
            return AlertJson.read(raw);
        }
        var words = new String(raw, StandardCharsets.UTF_8).split(" ", 2);
        return new ObjectMapper().createObjectNode().put("id", words[0]).put("title", words[1]);
    }

    @Override
    public List<JsonNode> split(JsonNode body) {
        if (!body.has("alerts")) {
            return List.of(body);
        }
        var alerts = new ArrayList<JsonNode>();
        body.path("alerts").forEach(alerts::add);
        return alerts;
    }

    @Override
    public Alert read(JsonNode element, Instant receivedAt) {
        var fields = new AlertFields();
        var id = fields.text(element, "id");
        if (id == null) {
            throw new Unreadable("it has no id");
        }
        if (id.equals("trip")) {
            throw new IllegalStateException("a mistake in the adapter");
        }
        return Alert.of(id, element.path("title").asText())
                .severity(element.path("severity").asInt())
                .confidence(fields.percent("confidence", element.path("confidence")))
                .host(fields.text(element, "host"))
                .asset(Alert.Asset.Kind.ACCOUNT, fields.text(element, "by"), Alert.Asset.Role.ACTOR)
                .detectedAt(fields.millis(element, "seen"))
                .link(fields.link(element, "link"))
                .resolved(element.path("resolved").asBoolean())
                .notes(fields)
                .build();
    }
}
