package dev.cordon.lab.range.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.company.Detection;
import dev.cordon.lab.range.company.Detections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The workflow status of an alert: found by its id, and set. An unknown id is answered well and updates nothing.
final class SignalStatus {
    private static final Set<String> STATUSES = Set.of("open", "acknowledged", "closed");

    private final Detections detections;

    SignalStatus(Detections detections) {
        this.detections = detections;
    }

    /// The search that names ids and nothing else.
    static boolean asks(JsonNode body) {
        return body.at("/query/bool").isMissingNode();
    }

    Reply find(JsonNode body) {
        var found = StreamSupport.stream(body.at("/query/ids/values").spliterator(), false)
                .flatMap(id -> detections.byId(id.asText()).stream())
                .map(alert ->
                        Map.of("_id", alert.id(), "_source", Map.of("kibana.alert.workflow_status", alert.state())))
                .toList();
        return Reply.json(
                200,
                Map.of(
                        "took",
                        1,
                        "timed_out",
                        false,
                        "_shards",
                        Map.of("total", 1, "successful", 1, "failed", 0),
                        "hits",
                        Map.of("hits", found)));
    }

    /// @param alert null where there is none of that id
    Reply set(@Nullable Detection alert, JsonNode body) {
        var status = body.path("status").asText();
        if (!STATUSES.contains(status) || body.path("signal_ids").size() != 1) {
            return Elastic.failure(400, "[request body]: types that failed validation");
        }
        if (alert != null) {
            alert.close(status, body.path("reason").asText(), "", detections.now());
        }
        var updated = alert == null ? 0 : 1;
        return Reply.json(
                200,
                Map.of("took", 1, "updated", updated, "total", updated, "version_conflicts", 0, "failures", List.of()));
    }
}
