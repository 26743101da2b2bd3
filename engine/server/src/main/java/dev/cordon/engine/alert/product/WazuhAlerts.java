package dev.cordon.engine.alert.product;

import static dev.cordon.engine.alert.reading.AlertFields.at;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.AlertBuilder;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.Observables;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Wazuh's alert, alone or in the wrapper of the bundled `shuffle` script (wazuh/wazuh, integrations/shuffle.py).
@ApplicationScoped
public class WazuhAlerts implements AlertAdapter {
    private static final String MANAGER_AGENT = "000";
    private static final int HIGHEST_LEVEL = 16;

    @Override
    public String kind() {
        return "wazuh";
    }

    @Override
    public Alert read(JsonNode body, Instant receivedAt) {
        var event = body.path("all_fields").isObject() ? body.path("all_fields") : body;
        if (!event.path("rule").isObject()) {
            throw new Unreadable("not a Wazuh alert: it has no rule");
        }
        var fields = new AlertFields();
        var ruleName = fields.text(event, "rule.description");
        var alert = Alert.of(reference(event, fields), ruleName == null ? "Wazuh alert" : ruleName)
                .rule(fields.text(event, "rule.id"), ruleName)
                .severity(severity(event, fields))
                .techniques(fields.techniques("rule.mitre.id", at(event, "rule.mitre.id")))
                .host(host(event, fields))
                .observables(observables(event, fields))
                .occurredAt(fields.time(event, "timestamp"));
        account(alert, event, fields);
        return alert.notes(fields).build();
    }

    /// The id is unique on one manager node only.
    private static String reference(JsonNode alert, AlertFields fields) {
        var id = fields.text(alert, "id");
        if (id == null) {
            fields.note("id: missing, the alert's hash stands for it");
            return References.of("sha256:" + References.hash(alert));
        }
        var manager = fields.text(alert, "manager.name");
        if (manager == null) {
            fields.note("manager.name: missing");
        }
        var node = fields.text(alert, "cluster.node");
        return node == null
                ? References.of(manager == null ? "" : manager, id)
                : References.of(manager == null ? "" : manager, node, id);
    }

    /// The dashboard's classes. The wrapper's own `severity` is too coarse, and `options` can overwrite it.
    private static int severity(JsonNode alert, AlertFields fields) {
        var level = fields.number("rule.level", at(alert, "rule.level"));
        if (level > HIGHEST_LEVEL) {
            fields.note("rule.level: higher than " + HIGHEST_LEVEL);
            return 0;
        }
        if (level < 0) {
            return 0;
        }
        return level <= 3 ? 1 : level <= 6 ? 2 : level <= 11 ? 3 : level <= 14 ? 4 : 5;
    }

    /// Agent 000 is the manager itself, which speaks for hosts without an agent: their name is in the log line.
    private static @Nullable String host(JsonNode alert, AlertFields fields) {
        if (!MANAGER_AGENT.equals(fields.text(alert, "agent.id"))) {
            return fields.text(alert, "agent.name");
        }
        var logged = fields.text(alert, "predecoder.hostname");
        if (logged == null) {
            fields.note("agent.name: agent 000 is the manager itself, not taken for the host");
        }
        return logged;
    }

    /// Whom it was done to, before who did it.
    private static void account(AlertBuilder alert, JsonNode event, AlertFields fields) {
        var target = account(event, fields, "data.win.eventdata.targetUserName");
        var destination = target == null ? account(event, fields, "data.dstuser") : target;
        var actor = account(event, fields, "data.srcuser");
        if (destination == null) {
            alert.account(actor, Role.ACTOR);
        } else {
            alert.account(destination).asset(Kind.ACCOUNT, actor, Role.ACTOR);
        }
    }

    private static @Nullable String account(JsonNode event, AlertFields fields, String path) {
        var name = fields.text(event, path);
        return name == null || name.equals("-") ? null : name;
    }

    private static Observables observables(JsonNode alert, AlertFields fields) {
        var observables = new Observables(fields);
        for (var path : List.of("data.srcip", "data.dstip", "data.win.eventdata.ipAddress", "agent.ip")) {
            observables.address(values(alert, path, fields));
        }
        for (var path : List.of("data.srcuser", "data.dstuser", "data.win.eventdata.targetUserName")) {
            observables.account(values(alert, path, fields));
        }
        observables.url(values(alert, "data.url", fields));
        observables.process(values(alert, "data.win.eventdata.image", fields));
        observables.file(values(alert, "syscheck.path", fields));
        for (var algorithm : List.of("md5", "sha1", "sha256")) {
            var path = "syscheck." + algorithm + "_after";
            observables.hash(path, values(alert, path, fields));
        }
        for (var part : values(alert, "data.win.eventdata.hashes", fields)) {
            for (var named : part.toLowerCase(Locale.ROOT).split(",", -1)) {
                var isHash = named.startsWith("md5=") || named.startsWith("sha1=") || named.startsWith("sha256=");
                if (isHash) {
                    observables.hash("data.win.eventdata.hashes", List.of(named.substring(named.indexOf('=') + 1)));
                }
            }
        }
        return observables;
    }

    private static List<String> values(JsonNode alert, String path, AlertFields fields) {
        return fields.texts(path, at(alert, path));
    }
}
