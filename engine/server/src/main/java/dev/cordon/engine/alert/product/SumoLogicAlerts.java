package dev.cordon.engine.alert.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.AlertJson;
import dev.cordon.engine.alert.reading.Observables;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sumo Logic's monitors and scheduled searches send what an administrator typed: the payload of docs/sources.md.
@ApplicationScoped
class SumoLogicAlerts implements AlertAdapter {
    private static final int MOST_ROWS = 200;
    /// The last part of an alert's page: `https://service.sumologic.com/ui/#/alert/0000000000AE32CA`.
    private static final Pattern ALERT_PAGE = Pattern.compile("https://.*/alerts?/([0-9A-Za-z-]{8,64})/?([?].*)?");

    private static final Pattern RESOLVED = Pattern.compile("resolved", Pattern.CASE_INSENSITIVE);
    private static final List<String> HOST = List.of("dest_host", "hostname", "host", "_sourcehost");
    private static final List<String> ACCOUNT = List.of("dest_user", "username", "user", "account");

    @Override
    public String kind() {
        return "sumologic";
    }

    @Override
    public Alert read(JsonNode element, Instant receivedAt) {
        if (!"sumologic".equals(element.path("source").asText())) {
            throw new Unreadable("not the payload for Sumo Logic: source is not sumologic");
        }
        var fields = new AlertFields();
        var rows = rows(element.path("results"), fields);
        var monitor = fields.text(element, "monitor_id");
        var name = fields.text(element, "name");
        var type = fields.text(element, "trigger_type");
        var hosts = column(rows, HOST);
        var accounts = column(rows, ACCOUNT);
        var link = fields.link(element, "url");
        return Alert.of(reference(element, monitor, link, fields), name == null ? "Sumo Logic alert" : name)
                .rule(monitor, name)
                .severity(severity(type, fields))
                .techniques(
                        fields.techniques("results.technique", column(rows, List.of("mitre_technique", "technique"))))
                .host(fields.only("results.host", hosts))
                .account(fields.only("results.user", accounts))
                .assets(Kind.HOST, fields.texts("results.host", hosts), Role.AFFECTED)
                .assets(Kind.ACCOUNT, fields.texts("results.user", accounts), Role.AFFECTED)
                .observables(observables(rows, accounts, fields))
                .occurredAt(fields.millis(element, "start"))
                .detectedAt(fields.millis(element, "end"))
                .link(link)
                .resolved(isResolved(type))
                .notes(fields)
                .build();
    }

    /// The id of the monitor is the same for all of its alerts; the id of the alert stands in its page's address only.
    private static String reference(
            JsonNode element, @Nullable String monitor, @Nullable URI link, AlertFields fields) {
        var page = ALERT_PAGE.matcher(link == null ? "" : link.toString());
        if (page.matches()) {
            return References.of(monitor == null ? "" : monitor, page.group(1));
        }
        var start = element.path("start");
        if (start.isMissingNode()
                || start.isNull()
                || (start.isTextual() && start.textValue().isBlank())) {
            throw new Unreadable("nothing tells it from the monitor's other alerts: no url of an alert, and no start");
        }
        fields.note("url: not an alert's page, the hash of monitor_id, name, start and results stands for its id");
        var told = ((ObjectNode) element.deepCopy()).retain("monitor_id", "name", "start", "results");
        return "sha256:" + References.hash(told);
    }

    private static int severity(@Nullable String type, AlertFields fields) {
        return switch (type == null
                ? ""
                : RESOLVED.matcher(type).replaceFirst("").toLowerCase(Locale.ROOT)) {
            case "critical" -> 4;
            case "warning" -> 3;
            case "missingdata" -> 2;
            case "normal" -> 1;
            case "" -> 0;
            default -> {
                fields.note("trigger_type: not one that is known: " + type);
                yield 0;
            }
        };
    }

    private static boolean isResolved(@Nullable String type) {
        return type != null && type.regionMatches(true, 0, "Resolved", 0, "Resolved".length());
    }

    /// Rows of the search: as JSON in a text, because variables are escaped for a text; as JSON where somebody left out
    /// the quotation marks.
    private static ArrayNode rows(JsonNode results, AlertFields fields) {
        var rows = JsonNodeFactory.instance.arrayNode();
        var parsed = results;
        if (results.isTextual() && !results.textValue().isBlank()) {
            try {
                parsed = AlertJson.read(results.textValue().getBytes(StandardCharsets.UTF_8));
            } catch (Unreadable e) {
                fields.note("results: " + e.getMessage());
                return rows;
            }
        }
        if (parsed.isObject()) {
            rows.add(parsed);
        } else if (parsed.isArray()) {
            parsed.valueStream().filter(JsonNode::isObject).limit(MOST_ROWS).forEach(rows::add);
        } else if (!parsed.isMissingNode() && !parsed.isNull() && !parsed.isTextual()) {
            fields.note("results: no rows");
        }
        return rows;
    }

    /// What the first of these names that a row has says, row by row. The product ignores the case of a field's name.
    private static ArrayNode column(ArrayNode rows, List<String> names) {
        var values = JsonNodeFactory.instance.arrayNode();
        for (var row : rows) {
            names.stream()
                    .flatMap(name ->
                            row.propertyStream().filter(field -> field.getKey().equalsIgnoreCase(name)))
                    .findFirst()
                    .ifPresent(field -> values.add(field.getValue()));
        }
        return values;
    }

    private static Observables observables(ArrayNode rows, ArrayNode accounts, AlertFields fields) {
        var observables = new Observables(fields);
        for (var name : List.of("src_ip", "dest_ip", "client_ip", "ip", "domain")) {
            observables.address(fields.texts("results." + name, column(rows, List.of(name))));
        }
        observables.account(fields.texts("results.user", accounts));
        observables.url(fields.texts("results.url", column(rows, List.of("url"))));
        observables.hash(
                "results.file_hash", fields.texts("results.file_hash", column(rows, List.of("file_hash", "sha256"))));
        observables.file(fields.texts("results.file_name", column(rows, List.of("file_name"))));
        observables.process(fields.texts("results.process", column(rows, List.of("process"))));
        return observables;
    }
}
