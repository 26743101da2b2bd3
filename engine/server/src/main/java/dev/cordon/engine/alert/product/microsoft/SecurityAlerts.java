package dev.cordon.engine.alert.product.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.AlertJson;
import dev.cordon.engine.alert.reading.AlertTimes;
import dev.cordon.engine.alert.reading.Fingerprint;
import dev.cordon.engine.alert.reading.References;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A single alert of Sentinel's: the alert trigger's body, a row of the table `SecurityAlert`, or the REST API's alert.
final class SecurityAlerts {
    private SecurityAlerts() {}

    static Alert read(JsonNode source, AlertFields fields) {
        var title = fields.text("AlertDisplayName", named(source, "alertDisplayName", "displayName", "alertName"));
        var extended = named(source, "additionalData", "extendedProperties");
        var alert = Alert.of(
                        References.of("alert", reference(source, fields)), title == null ? "Sentinel alert" : title)
                .rule(
                        fields.text("AlertType", named(source, "alertType")),
                        fields.text("Analytic Rule Name", extended.path("Analytic Rule Name")))
                .severity(SentinelAlerts.severity("Severity", named(source, "severity", "alertSeverity"), fields))
                .confidence(confidence(named(source, "confidenceScore"), fields))
                .techniques(techniques(named(source, "techniques"), fields))
                .occurredAt(time("StartTimeUtc", named(source, "startTimeUtc", "startTime"), fields))
                .detectedAt(time("TimeGenerated", named(source, "timeGenerated"), fields))
                .link(fields.link("AlertLink", fields.text("AlertLink", named(source, "alertLink", "alertUri"))))
                .resolved(isResolved(fields.text("Status", named(source, "status"))));
        new SentinelEntities(fields, entities(named(source, "entities"), fields)).into(alert);
        return alert.notes(fields).build();
    }

    private static String reference(JsonNode source, AlertFields fields) {
        var id = fields.text("SystemAlertId", named(source, "systemAlertId"));
        if (id != null) {
            return id.toLowerCase(Locale.ROOT);
        }
        fields.note("SystemAlertId: missing, type, name, start and entities stand for it");
        return Fingerprint.of(name -> named(source, name), "alertType", "alertDisplayName", "startTimeUtc", "entities");
    }

    /// `systemAlertId` over REST is `SystemAlertId` in the trigger and in the table. The first of the names that is
    /// there.
    static JsonNode named(JsonNode node, String... names) {
        for (var name : names) {
            for (var spelt : List.of(name, Character.toUpperCase(name.charAt(0)) + name.substring(1))) {
                if (node.hasNonNull(spelt)) {
                    return node.path(spelt);
                }
            }
        }
        return node.path(names[0]);
    }

    private static @Nullable Instant time(String name, JsonNode node, AlertFields fields) {
        return AlertTimes.of(name, fields.text(name, node), fields);
    }

    private static boolean isResolved(@Nullable String status) {
        return "resolved".equalsIgnoreCase(status) || "dismissed".equalsIgnoreCase(status);
    }

    /// Written as a share of one; other scales are not guessed at.
    private static @Nullable Integer confidence(JsonNode node, AlertFields fields) {
        if (node.isNumber() && node.doubleValue() >= 0 && node.doubleValue() <= 1) {
            return (int) Math.round(node.doubleValue() * 100);
        }
        if (node.isNumber() || node.isContainerNode()) {
            fields.note("ConfidenceScore: not between 0 and 1");
        }
        return null;
    }

    /// A list over REST; in the table a text, with commas or as JSON.
    static List<String> techniques(JsonNode node, AlertFields fields) {
        if (!node.isTextual()) {
            return fields.techniques("techniques", node);
        }
        var list = JsonNodeFactory.instance.arrayNode();
        Stream.of(node.textValue().split("[\\[\\]\",\\s]+", -1))
                .filter(id -> !id.isEmpty())
                .forEach(list::add);
        return fields.techniques("techniques", list);
    }

    /// In the trigger and in the table the list is a text that holds JSON.
    private static JsonNode entities(JsonNode node, AlertFields fields) {
        if (!node.isTextual() || node.textValue().isBlank()) {
            return node;
        }
        try {
            return AlertJson.read(node.textValue().getBytes(StandardCharsets.UTF_8));
        } catch (Unreadable e) {
            fields.note("Entities: " + e.getMessage());
            return JsonNodeFactory.instance.arrayNode();
        }
    }
}
