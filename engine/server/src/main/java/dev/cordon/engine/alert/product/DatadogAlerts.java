package dev.cordon.engine.alert.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.AlertJson;
import dev.cordon.engine.alert.reading.Observables;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Datadog's webhook: its default payload, or the longer one of docs/sources.md. All values are texts.
@ApplicationScoped
class DatadogAlerts implements AlertAdapter {
    /// A variable that does not apply is left empty, or as it stands in the template.
    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Z_]+(\\[[^]]*])?");

    private static final Pattern TECHNIQUE = Pattern.compile("(T\\d{4}(\\.\\d{3})?)\\b.*", Pattern.CASE_INSENSITIVE);

    @Override
    public String kind() {
        return "datadog";
    }

    @Override
    public Alert read(JsonNode element, Instant receivedAt) {
        if (!element.path("id").isTextual()
                || !element.has("event_type")
                || !element.path("org").isObject()) {
            throw new Unreadable("not a Datadog webhook: it has not all of id, event_type and org");
        }
        var fields = new AlertFields();
        var body = filled((ObjectNode) element, fields);
        var tags = tags(body, fields);
        var attributes = attributes(body, fields);
        var title = first(body, fields, "signal_title", "alert_title", "title");
        var hostname = fields.text(body, "hostname");
        var user = fields.text(attributes, "usr.id");
        return Alert.of(reference(body, fields), title == null ? "Datadog alert" : title)
                .rule(first(body, fields, "rule_id", "alert_id"), first(body, fields, "rule_name", "alert_title"))
                .severity(severity(body, fields))
                .techniques(techniques(tags))
                .host(hostname != null ? hostname : fields.only("tags.host", tags.path("host")))
                .account(user != null ? user : fields.only("tags.user", tags.path("user")))
                .observables(observables(attributes, user, fields))
                .occurredAt(fields.millis(body, "date"))
                .detectedAt(fields.millis(body, "last_updated"))
                .link(fields.link(body, "link"))
                .resolved(isResolved(body, fields))
                .notes(fields)
                .build();
    }

    private static ObjectNode filled(ObjectNode body, AlertFields fields) {
        var filled = JsonNodeFactory.instance.objectNode();
        body.properties().forEach(field -> {
            if (field.getValue().isTextual()
                    && VARIABLE.matcher(field.getValue().textValue()).matches()) {
                fields.note(field.getKey() + ": the sender did not fill in "
                        + field.getValue().textValue());
            } else {
                filled.set(field.getKey(), field.getValue());
            }
        });
        return filled;
    }

    /// A signal has an id. A monitor's events each have one, and share the key of the cycle from trigger to recovery;
    /// groups of one monitor differ in their scope.
    private static String reference(ObjectNode body, AlertFields fields) {
        var signal = fields.text(body, "signal_id");
        if (signal != null) {
            return References.of("signal", signal);
        }
        var cycle = fields.text(body, "alert_cycle_key");
        if (cycle != null) {
            return References.of("cycle", cycle, body.path("alert_scope").asText());
        }
        var id = fields.text(body, "id");
        if (id == null) {
            throw new Unreadable("nothing tells it from others: no id, signal_id or alert_cycle_key");
        }
        return References.of("event", id);
    }

    private static int severity(ObjectNode body, AlertFields fields) {
        for (var name : List.of("signal_severity", "alert_priority", "alert_type")) {
            var word = fields.text(body, name);
            if (word != null) {
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "critical", "p1" -> {
                        return 5;
                    }
                    case "high", "p2", "error" -> {
                        return 4;
                    }
                    case "medium", "p3", "warning" -> {
                        return 3;
                    }
                    case "low", "p4" -> {
                        return 2;
                    }
                    case "info", "p5", "success" -> {
                        return 1;
                    }
                    default -> fields.note(name + ": not one that is known: " + word);
                }
            }
        }
        return 0;
    }

    /// `host:web-1,env:prod`, as an object of lists.
    private static ObjectNode tags(ObjectNode body, AlertFields fields) {
        var tags = JsonNodeFactory.instance.objectNode();
        // longer than a text that is shown, so it is read as it is
        var text = body.path("tags");
        if (!text.isTextual() && !text.isMissingNode() && !text.isNull()) {
            fields.note("tags: not a text");
        }
        for (var tag : text.asText().split(",", 500)) {
            var parts = tag.strip().split(":", 2);
            if (parts.length == 2) {
                var values = tags.get(parts[0]) instanceof ArrayNode known ? known : tags.putArray(parts[0]);
                values.add(parts[1]);
            }
        }
        return tags;
    }

    /// `technique:T1110-brute-force`
    private static List<String> techniques(ObjectNode tags) {
        return tags.path("technique")
                .valueStream()
                .map(tag -> TECHNIQUE.matcher(tag.asText()))
                .filter(match -> match.matches())
                .map(match -> match.group(1).toUpperCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /// The signal's own attributes come as JSON in a text.
    private static JsonNode attributes(ObjectNode body, AlertFields fields) {
        var attributes = body.path("signal_attributes");
        if (attributes.isMissingNode()
                || attributes.isNull()
                || (attributes.isTextual() && attributes.textValue().isBlank())) {
            return JsonNodeFactory.instance.missingNode();
        }
        try {
            var read = attributes.isTextual()
                    ? AlertJson.read(attributes.textValue().getBytes(StandardCharsets.UTF_8))
                    : attributes;
            if (!read.isObject()) {
                fields.note("signal_attributes: not an object");
            }
            return read;
        } catch (Unreadable e) {
            fields.note("signal_attributes: " + e.getMessage());
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private static Observables observables(JsonNode attributes, @Nullable String user, AlertFields fields) {
        var observables = new Observables(fields);
        for (var path : List.of("network.client.ip", "network.destination.ip")) {
            observables.address(fields.texts(path, AlertFields.at(attributes, path)));
        }
        observables.account(user == null ? List.of() : List.of(user));
        observables.url(fields.texts("http.url", AlertFields.at(attributes, "http.url")));
        return observables;
    }

    private static boolean isResolved(ObjectNode body, AlertFields fields) {
        var transition = fields.text(body, "alert_transition");
        return transition == null
                ? "success".equals(fields.text(body, "alert_type"))
                : transition.equalsIgnoreCase("Recovered");
    }

    private static @Nullable String first(ObjectNode body, AlertFields fields, String... names) {
        for (var name : names) {
            var value = fields.text(body, name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
