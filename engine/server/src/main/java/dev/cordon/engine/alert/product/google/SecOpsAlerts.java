package dev.cordon.engine.alert.product.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.Fingerprint;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Google SecOps' detections, as its stream and its lists give them: alone, in a batch, or in a list of batches.
@ApplicationScoped
public class SecOpsAlerts implements AlertAdapter {
    /// `T1110.003`, and in an address `T1110/003`.
    private static final Pattern TECHNIQUE = Pattern.compile("\\bT\\d{4}(?:[./]\\d{3})?\\b");

    @Override
    public String kind() {
        return "secops";
    }

    @Override
    public List<JsonNode> split(JsonNode body) {
        if (!body.isArray() && !isBatch(body)) {
            return List.of(body);
        }
        var detections = new ArrayList<JsonNode>();
        for (var item : body.isArray() ? body : List.of(body)) {
            if (isBatch(item)) {
                item.path("detections").forEach(detections::add);
            } else {
                detections.add(item);
            }
        }
        return detections;
    }

    /// A heartbeat and a checkpoint are batches of nothing.
    private static boolean isBatch(JsonNode item) {
        return item.path("detections").isArray()
                || (!item.has("id")
                        && (item.has("heartbeat") || item.has("nextPageStartTime") || item.has("continuationTime")));
    }

    @Override
    public Alert read(JsonNode element, Instant receivedAt) {
        var fields = new AlertFields();
        var detection =
                element.path("detection").isArray() ? element.path("detection").path(0) : element.path("detection");
        if (!element.path("id").asText().startsWith("de_") && !detection.has("ruleId")) {
            throw new Unreadable("not a SecOps detection: no id that begins with de_, no detection of a rule");
        }
        if (!detection.isObject()) {
            fields.note("detection: not an object");
        }
        if ("NOT_ALERTING".equals(fields.text(detection, "alertState"))) {
            throw new Unreadable("a detection of a rule that does not alert (NOT_ALERTING)");
        }
        var ruleName = fields.text(detection, "ruleName");
        var happened = fields.time(element, "timeWindow.startTime");
        var alert = Alert.of(
                        reference(element, detection, fields), ruleName == null ? "Google SecOps detection" : ruleName)
                .rule(fields.text(detection, "ruleId"), ruleName)
                .severity(severity(detection, fields))
                .techniques(techniques(element, detection, fields))
                .occurredAt(happened == null ? fields.time(element, "detectionTime") : happened)
                .detectedAt(fields.time(element, "createdTime"))
                .link(fields.link(detection, "urlBackToProduct"));
        var events = new UdmEvents(fields, element.path("collectionElements"));
        events.about(
                labelled(detection, "detectionFields", fields, "hostname", "host"),
                labelled(detection, "detectionFields", fields, "user", "userid", "username"));
        events.into(alert);
        return alert.notes(fields).build();
    }

    private static String reference(JsonNode element, JsonNode detection, AlertFields fields) {
        var id = fields.text(element, "id");
        if (id != null) {
            return References.of(id);
        }
        fields.note("id: missing, rule, time window and detection fields stand for it");
        return Fingerprint.of(
                name -> name.equals("timeWindow") ? element.path(name) : detection.path(name),
                "ruleId",
                "timeWindow",
                "detectionFields");
    }

    /// Google's own rules have the field; in a custom rule it is a label, if its author wrote one.
    private static int severity(JsonNode detection, AlertFields fields) {
        var own = fields.text(detection, "severity");
        var word = own == null ? labelled(detection, "ruleLabels", fields, "severity") : own;
        return switch (word == null ? "UNKNOWN_SEVERITY" : word.toUpperCase(Locale.ROOT)) {
            case "INFORMATIONAL", "INFO" -> 1;
            case "LOW" -> 2;
            case "MEDIUM" -> 3;
            case "HIGH" -> 4;
            case "CRITICAL" -> 5;
            case "UNKNOWN_SEVERITY" -> 0;
            default -> {
                fields.note("severity: not a severity: " + word);
                yield 0;
            }
        };
    }

    private static List<String> techniques(JsonNode element, JsonNode detection, AlertFields fields) {
        var said = new ArrayList<>(fields.texts("tags", element.path("tags")));
        for (var label : list(detection, "ruleLabels", fields)) {
            var key = label.path("key").asText().toLowerCase(Locale.ROOT);
            var value = key.contains("technique") || key.contains("mitre")
                    ? fields.text("ruleLabels." + key, label.path("value"))
                    : null;
            if (value != null) {
                said.add(value);
            }
        }
        var ids = new LinkedHashSet<String>();
        for (var text : said) {
            TECHNIQUE
                    .matcher(text)
                    .results()
                    .forEach(found -> ids.add(found.group().replace('/', '.')));
        }
        return List.copyOf(ids);
    }

    private static JsonNode list(JsonNode detection, String name, AlertFields fields) {
        var list = detection.path(name);
        if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
            fields.note(name + ": not a list");
        }
        return list;
    }

    /// The value under one of those keys; several different values are none.
    private static @Nullable String labelled(JsonNode detection, String list, AlertFields fields, String... keys) {
        var values = new LinkedHashSet<String>();
        for (var label : list(detection, list, fields)) {
            if (List.of(keys).contains(label.path("key").asText().toLowerCase(Locale.ROOT))) {
                values.addAll(fields.texts(list, label.path("value")));
            }
        }
        return values.size() == 1 ? values.getFirst() : null;
    }
}
