package dev.cordon.engine.alert.product.microsoft;

import static dev.cordon.engine.alert.reading.AlertFields.at;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.Fingerprint;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Microsoft Sentinel: the body of the incident or of the alert trigger, which a Logic App posts as it is; and the
/// security alerts (v2) of Microsoft Graph.
@ApplicationScoped
public class SentinelAlerts implements AlertAdapter {

    @Override
    public String kind() {
        return "sentinel";
    }

    @Override
    public boolean namesProductIds() {
        return true;
    }

    /// A trigger sends one thing; Graph answers with a page.
    @Override
    public List<JsonNode> split(JsonNode body) {
        var page = body.isArray() ? body : body.path("value");
        return page.isArray() ? StreamSupport.stream(page.spliterator(), false).toList() : List.of(body);
    }

    @Override
    public Alert read(JsonNode element, Instant receivedAt) {
        var fields = new AlertFields();
        if (GraphAlerts.isOne(element)) {
            return GraphAlerts.read(element, fields);
        }
        var object = element.path("object").isObject() ? element.path("object") : element;
        if (isIncident(element, object)) {
            return incident(object, fields);
        }
        var alert = object.path("properties").has("systemAlertId") ? object.path("properties") : object;
        if (!SecurityAlerts.named(alert, "systemAlertId").isMissingNode()) {
            return SecurityAlerts.read(alert, fields);
        }
        if (element.has("subscriptionId") && element.has("resourceData")) {
            throw new Unreadable(
                    "a Graph change notification names an alert and does not hold it: send the alert itself");
        }
        throw new Unreadable(
                "neither a Sentinel incident (object.properties), a Sentinel alert (SystemAlertId) nor a Graph alert");
    }

    private static boolean isIncident(JsonNode element, JsonNode object) {
        var type = object.path("type").asText().toLowerCase(Locale.ROOT);
        return object.path("properties").isObject()
                && (element.path("objectSchemaType").asText().equalsIgnoreCase("Incident")
                        || type.equals("microsoft.securityinsights/incidents"));
    }

    private static Alert incident(JsonNode incident, AlertFields fields) {
        var properties = incident.path("properties");
        var id = guid(incident, fields);
        var title = fields.text(properties, "title");
        var alerts = properties.path("alerts");
        if (!alerts.isArray() && !alerts.isMissingNode() && !alerts.isNull()) {
            fields.note("alerts: not a list");
        }
        var alert = Alert.of(
                        References.of("incident", reference(id, incident, fields)),
                        title == null ? "Sentinel incident" : title)
                .productId(id)
                .rule(ruleId(properties, fields), ruleName(alerts, fields))
                .severity(severity("severity", properties.path("severity"), fields))
                .techniques(incidentTechniques(properties, alerts, fields))
                .occurredAt(fields.time(properties, "firstActivityTimeUtc"))
                .detectedAt(fields.time(properties, "createdTimeUtc"))
                .link(fields.link(properties, "incidentUrl"))
                .resolved("closed".equalsIgnoreCase(fields.text(properties, "status")));
        new SentinelEntities(fields, properties.path("relatedEntities")).into(alert);
        return alert.notes(fields).build();
    }

    /// The name is the GUID; the ARM id ends with it, in letters of either case.
    private static @Nullable String guid(JsonNode incident, AlertFields fields) {
        var name = fields.text(incident, "name");
        var id = name == null ? fields.text(incident, "id") : name;
        return id == null ? null : id.substring(id.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static String reference(@Nullable String id, JsonNode incident, AlertFields fields) {
        if (id != null) {
            return id;
        }
        fields.note("name: missing, incidentNumber, title and createdTimeUtc stand for it");
        return Fingerprint.of(incident.path("properties")::path, "incidentNumber", "title", "createdTimeUtc");
    }

    private static @Nullable String ruleId(JsonNode properties, AlertFields fields) {
        var id = fields.only("relatedAnalyticRuleIds", properties.path("relatedAnalyticRuleIds"));
        return id == null ? null : id.substring(id.lastIndexOf('/') + 1);
    }

    private static @Nullable String ruleName(JsonNode alerts, AlertFields fields) {
        var names = new LinkedHashSet<String>();
        for (var alert : alerts) {
            var name = fields.text(
                    "Analytic Rule Name", at(alert, "properties.additionalData").path("Analytic Rule Name"));
            if (name != null) {
                names.add(name);
            }
        }
        return names.size() == 1 ? names.getFirst() : null;
    }

    private static List<String> incidentTechniques(JsonNode properties, JsonNode alerts, AlertFields fields) {
        var inAlerts = StreamSupport.stream(alerts.spliterator(), false)
                .flatMap(alert -> SecurityAlerts.techniques(at(alert, "properties.techniques"), fields).stream());
        return Stream.concat(
                        SecurityAlerts.techniques(at(properties, "additionalData.techniques"), fields).stream(),
                        inAlerts)
                .distinct()
                .toList();
    }

    /// Neither Sentinel nor Graph knows a critical one.
    static int severity(String name, JsonNode node, AlertFields fields) {
        var word = fields.text(name, node);
        return switch (word == null ? "unknown" : word.toLowerCase(Locale.ROOT)) {
            case "informational" -> 1;
            case "low" -> 2;
            case "medium" -> 3;
            case "high" -> 4;
            case "unknown", "unknownfuturevalue" -> 0;
            default -> {
                fields.note(name + ": not a severity: " + word);
                yield 0;
            }
        };
    }
}
