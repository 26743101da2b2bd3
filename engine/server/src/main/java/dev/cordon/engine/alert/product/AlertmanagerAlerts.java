package dev.cordon.engine.alert.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.AlertTimes;
import dev.cordon.engine.alert.reading.Observables;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Prometheus Alertmanager's webhook, version 4: a group of alerts, firing and resolved ones together
/// (prometheus/alertmanager, notify/webhook).
@ApplicationScoped
class AlertmanagerAlerts implements AlertAdapter {
    private static final String VERSION = "4";
    /// What was scraped: `ids1:9100`, `[2001:db8::1]:9100`, or no host at all but a probe's address.
    private static final Pattern INSTANCE = Pattern.compile("\\[?([^\\[\\]/:]+|[0-9a-fA-F:]+)]?(:\\d{1,5})?");

    private static final Pattern LIST = Pattern.compile("[,;\\s]+");

    @Override
    public String kind() {
        return "alertmanager";
    }

    /// Each alert with what names its group. What counts or sums up the group is left out: it changes whenever another
    /// alert of the group does, and would make every repeat look like news.
    @Override
    public List<JsonNode> split(JsonNode body) {
        var alerts = body.path("alerts");
        if (!alerts.isArray() || !body.path("groupKey").isTextual()) {
            throw new Unreadable("not an Alertmanager webhook: it has no groupKey or no alerts");
        }
        if (!VERSION.equals(body.path("version").asText())) {
            throw new Unreadable("not an Alertmanager webhook of version " + VERSION);
        }
        var elements = new ArrayList<JsonNode>();
        for (var alert : alerts) {
            var element = JsonNodeFactory.instance.objectNode();
            for (var name : List.of("version", "groupKey", "receiver", "externalURL")) {
                if (body.has(name)) {
                    element.set(name, body.get(name));
                }
            }
            elements.add(element.set("alert", alert));
        }
        return elements;
    }

    @Override
    public Alert read(JsonNode element, Instant receivedAt) {
        var alert = element.path("alert");
        var fields = new AlertFields();
        var fingerprint = fields.text("fingerprint", alert.path("fingerprint"));
        var labels = alert.path("labels");
        if (!labels.isObject()) {
            if (fingerprint == null) {
                throw new Unreadable("not an alert of Alertmanager: it has neither labels nor a fingerprint");
            }
            fields.note("labels: not an object");
        }
        var startsAt = AlertTimes.of("startsAt", fields.text(alert, "startsAt"), fields);
        var rule = fields.text(labels, "alertname");
        var summary = fields.text(alert, "annotations.summary");
        var host = host(labels, fields);
        var account = first(labels, fields, "user", "username", "account");
        return Alert.of(
                        reference(fingerprint, labels, startsAt, fields),
                        summary != null ? summary : rule != null ? rule : "Alertmanager alert")
                .rule(rule, rule)
                .severity(severity(labels, fields))
                .techniques(techniques(alert, fields))
                .host(host, Role.AFFECTED)
                .account(account, Role.AFFECTED)
                .observables(observables(labels, host, account, fields))
                .occurredAt(startsAt)
                .detectedAt(startsAt)
                .link(link(element, alert, fields))
                .resolved(isResolved(alert, fields))
                .notes(fields)
                .build();
    }

    /// The fingerprint is the label set's; a new time of firing is a new alert.
    private static String reference(
            @Nullable String fingerprint, JsonNode labels, @Nullable Instant startsAt, AlertFields fields) {
        if (fingerprint == null) {
            fields.note("fingerprint: missing, the hash of the labels stands for it");
        }
        if (startsAt == null) {
            fields.note("startsAt: missing, the next time that it fires will be taken for this one");
        }
        return References.of(
                fingerprint == null ? "sha256:" + References.hash(labels) : fingerprint,
                startsAt == null ? "" : startsAt.toString());
    }

    /// A convention, not a format: the label is whatever the rule's author wrote.
    private static int severity(JsonNode labels, AlertFields fields) {
        var word = fields.text(labels, "severity");
        if (word == null) {
            return 0;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "critical" -> 5;
            case "error", "high", "page" -> 4;
            case "warning", "warn", "medium" -> 3;
            case "low" -> 2;
            case "info", "informational", "none" -> 1;
            default -> {
                fields.note("severity: not one that is known: " + word);
                yield 0;
            }
        };
    }

    private static List<String> techniques(JsonNode alert, AlertFields fields) {
        var ids = JsonNodeFactory.instance.arrayNode();
        for (var name : List.of("labels.mitre_technique", "annotations.mitre_technique")) {
            var text = fields.text(alert, name);
            if (text != null) {
                LIST.splitAsStream(text).distinct().forEach(ids::add);
            }
        }
        return fields.techniques("mitre_technique", ids);
    }

    private static @Nullable String host(JsonNode labels, AlertFields fields) {
        var named = first(labels, fields, "host", "hostname", "nodename", "node");
        var instance = fields.text(labels, "instance");
        if (named != null || instance == null) {
            return named;
        }
        var scraped = INSTANCE.matcher(instance);
        return scraped.matches() ? scraped.group(1) : null;
    }

    private static @Nullable String first(JsonNode labels, AlertFields fields, String... names) {
        for (var name : names) {
            var value = fields.text(name, labels.path(name));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static Observables observables(
            JsonNode labels, @Nullable String host, @Nullable String account, AlertFields fields) {
        var observables = new Observables(fields);
        observables.address(host == null ? List.of() : List.of(host));
        observables.account(account == null ? List.of() : List.of(account));
        observables.url(fields.texts("instance", labels.path("instance")));
        return observables;
    }

    private static @Nullable URI link(JsonNode element, JsonNode alert, AlertFields fields) {
        var rule = fields.link(alert, "generatorURL");
        return rule != null ? rule : fields.link(element, "externalURL");
    }

    private static boolean isResolved(JsonNode alert, AlertFields fields) {
        var status = fields.text(alert, "status");
        if (!"resolved".equals(status) && !"firing".equals(status)) {
            fields.note("status: neither firing nor resolved, taken for firing");
        }
        return "resolved".equals(status);
    }
}
