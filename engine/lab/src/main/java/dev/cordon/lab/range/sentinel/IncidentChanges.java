package dev.cordon.lab.range.sentinel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Detection;
import dev.cordon.lab.range.company.Detections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One incident: read, and replaced by a PUT that must show the newest etag.
final class IncidentChanges {
    private static final Set<String> CLASSIFICATIONS =
            Set.of("TruePositive", "BenignPositive", "FalsePositive", "Undetermined");

    private final Stage stage;
    private final Detections detections;
    private final Function<Detection, Map<String, Object>> shown;

    /// @param shown an incident as the product shows it
    IncidentChanges(Stage stage, Detections detections, Function<Detection, Map<String, Object>> shown) {
        this.stage = stage;
        this.detections = detections;
        this.shown = shown;
    }

    /// @param refusal of whoever shows no token
    Reply handle(Request request, String id, Supplier<Optional<Reply>> refusal) {
        if (request.method().equals("GET")) {
            return stage.read(
                    "incident",
                    id,
                    () -> refusal.get()
                            .orElseGet(() -> detections
                                    .byId(id)
                                    .map(incident -> Reply.json(200, shown.apply(incident)))
                                    .orElseGet(IncidentChanges::unknown)));
        }
        Stage.Subject subject =
                detections.byId(id).<Stage.Subject>map(incident -> incident).orElseGet(() -> new Unknown(id));
        return stage.change(
                request,
                "update",
                subject,
                found -> refusal.get()
                        .orElseGet(() ->
                                found instanceof Detection incident ? replace(incident, request.json()) : unknown()));
    }

    private Reply replace(Detection incident, JsonNode body) {
        var properties = body.path("properties");
        var status = properties.path("status").asText();
        if (properties.path("title").asText().isEmpty()
                || properties.path("severity").asText().isEmpty()
                || status.isEmpty()) {
            return Sentinel.failure(400, "BadRequest", "title, severity and status are required");
        }
        if (!body.path("etag").asText().equals(shown.apply(incident).get("etag"))) {
            return Sentinel.failure(412, "PreconditionFailed", "The etag is not the incident's");
        }
        if (status.equals("Closed")
                != CLASSIFICATIONS.contains(properties.path("classification").asText())) {
            return Sentinel.failure(400, "BadRequest", "A classification is for closed incidents, and needed there");
        }
        var classified = Stream.of("classification", "classificationReason")
                .map(name -> properties.path(name).asText())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining("/"));
        incident.close(
                status, classified, properties.path("classificationComment").asText(), detections.now());
        return Reply.json(200, shown.apply(incident));
    }

    private static Reply unknown() {
        return Sentinel.failure(404, "NotFound", "Incident not found");
    }
}
