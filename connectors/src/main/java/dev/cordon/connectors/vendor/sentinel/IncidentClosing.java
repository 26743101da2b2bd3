package dev.cordon.connectors.vendor.sentinel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.connectors.capability.AlertClosing;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Closing;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.capability.VerdictWords;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import dev.cordon.contract.Verdict;
import java.util.List;
import java.util.Map;

/// Closes one incident with classification and comment, in one PUT that replaces it and so carries along everything
/// else that is in it. Its `etag` makes it fail where somebody else changed the incident in between.
final class IncidentClosing implements AlertClosing {
    /// What may be written; the rest is the product's own.
    private static final List<String> KEPT =
            List.of("title", "description", "severity", "owner", "firstActivityTimeUtc", "lastActivityTimeUtc");

    private final Incidents incidents;
    private final VerdictWords words;

    IncidentClosing(Incidents incidents, VerdictWords words) {
        this.incidents = incidents;
        this.words = words;
    }

    @Override
    public Effect closing(Target.SourceAlert alert, Closing closing) {
        if (!Incidents.isId(alert.id())) {
            throw new VendorException.Refused("target-not-found", "this is no id of a Sentinel incident");
        }
        return new Effect() {
            @Override
            public Look.State goal() {
                return Look.State.CONTAINED;
            }

            @Override
            public Look.State look() {
                return state(read(alert));
            }

            @Override
            public String ask(Ask ask) {
                return close(alert, closing, ask);
            }
        };
    }

    private static Look.State state(JsonNode incident) {
        return switch (incident.at("/properties/status").asText()) {
            case "Closed" -> Look.State.CONTAINED;
            case "New", "Active" -> Look.State.FREE;
            default -> throw new VendorException.Unavailable("unreadable answer: an unknown status");
        };
    }

    private JsonNode read(Target.SourceAlert alert) {
        var incident = incidents.http().read(Call.get(target(alert)), JsonNode.class);
        if (!alert.id().equalsIgnoreCase(incident.path("name").asText())) {
            throw new VendorException.Unavailable("unreadable answer: another incident than the one asked for");
        }
        return incident;
    }

    private String close(Target.SourceAlert alert, Closing closing, Ask ask) {
        var now = read(alert);
        var etag = now.path("etag").asText();
        if (etag.isEmpty()) {
            throw new VendorException.Refused("no-etag", "without its etag a change of somebody else would be lost");
        }
        if (state(now) == Look.State.CONTAINED) {
            throw new VendorException.Conflict("somebody else has just closed it");
        }
        var classification = classification(closing.verdict());
        var body = JsonNodeFactory.instance.objectNode().put("etag", etag);
        var properties = kept(now.path("properties"));
        properties.put("status", "Closed").put("classification", classification.type());
        if (!classification.reason().isEmpty()) {
            properties.put("classificationReason", classification.reason());
        }
        properties.put("classificationComment", closing.note(ask));
        body.set("properties", properties);
        incidents.http().write(Call.put(target(alert), body), ask, JsonNode.class);
        return "closed as " + classification;
    }

    private static ObjectNode kept(JsonNode now) {
        var properties = JsonNodeFactory.instance.objectNode();
        KEPT.stream().filter(now::hasNonNull).forEach(name -> properties.set(name, now.path(name)));
        var labels = properties.putArray("labels");
        // of a label only the name may be written
        now.path("labels").forEach(label -> labels.addObject().set("labelName", label.path("labelName")));
        return properties;
    }

    /// @param reason empty where the type has none
    record Classification(String type, String reason) {

        static Classification of(String text) {
            var parts = text.split("/", 2);
            return new Classification(parts[0].strip(), parts.length > 1 ? parts[1].strip() : "");
        }

        @Override
        public String toString() {
            return reason.isEmpty() ? type : type + "/" + reason;
        }
    }

    private Classification classification(Verdict verdict) {
        return Classification.of(words.wordFor(verdict)
                .orElse(
                        switch (verdict) {
                            case TRUE_POSITIVE -> "TruePositive/SuspiciousActivity";
                            case FALSE_POSITIVE -> "FalsePositive/IncorrectAlertLogic";
                            case BENIGN, TEST -> "BenignPositive/SuspiciousButExpected";
                            case SUSPICIOUS, DUPLICATE, INSUFFICIENT_DATA -> "Undetermined";
                        }));
    }

    private String target(Target.SourceAlert alert) {
        return incidents.target("/" + alert.id(), Map.of());
    }
}
