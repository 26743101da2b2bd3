package dev.cordon.lab.range.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.company.Detection;
import dev.cordon.lab.range.company.Detections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The detection engine's alerts, and the little of Elasticsearch's query language that walks through them.
final class Signals {
    private static final List<String> SEVERITIES = List.of("low", "low", "medium", "high", "critical");

    private final Detections detections;

    Signals(Detections detections) {
        this.detections = detections;
    }

    Reply search(JsonNode body) {
        var filter = body.at("/query/bool/filter");
        if (!filter.isArray()) {
            return Elastic.failure(400, "[request body]: the range knows another query only");
        }
        var found = detections
                .list(
                        alert -> holds(filter, alert),
                        Comparator.comparing(Detection::changed).thenComparing(Detection::id),
                        0,
                        body.path("size").asInt(10))
                .stream()
                .map(Signals::hit)
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

    private static boolean holds(JsonNode all, Detection alert) {
        for (var clause : all) {
            if (!holdsOne(clause, alert)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsOne(JsonNode clause, Detection alert) {
        if (clause.has("bool")) {
            var inner = clause.path("bool");
            if (inner.has("should")) {
                for (var one : inner.path("should")) {
                    if (holdsOne(one, alert)) {
                        return true;
                    }
                }
                return false;
            }
            return holds(inner.path("filter"), alert);
        }
        var time = clause.path("range").path("@timestamp");
        var at = alert.changed().toEpochMilli();
        return time.isMissingNode()
                ? alert.id().compareTo(clause.at("/range/kibana.alert.uuid/gt").asText()) > 0
                : (!time.has("gte") || at >= time.path("gte").asLong())
                        && (!time.has("lte") || at <= time.path("lte").asLong())
                        && (!time.has("gt") || at > time.path("gt").asLong());
    }

    private static Map<String, Object> hit(Detection alert) {
        var source = new LinkedHashMap<String, Object>();
        source.put("@timestamp", alert.changed().toString());
        source.put("kibana.alert.uuid", alert.id());
        source.put("kibana.alert.rule.name", alert.name());
        source.put("kibana.alert.rule.rule_id", "simulated-rule");
        source.put("kibana.alert.severity", SEVERITIES.get(Math.clamp(alert.severity(), 1, 5) - 1));
        source.put("kibana.alert.original_time", alert.created().toString());
        source.put("kibana.alert.workflow_status", alert.state());
        source.put("event.kind", "signal");
        if (!alert.host().isEmpty()) {
            source.put("host.name", alert.host());
        }
        if (!alert.account().isEmpty()) {
            source.put("user.name", alert.account());
        }
        return Map.of(
                "_id",
                alert.id(),
                "_index",
                ".internal.alerts-security.alerts-default-000001",
                "_source",
                source,
                "sort",
                List.of(alert.changed().toEpochMilli(), alert.id()));
    }
}
