package dev.cordon.engine.alert.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.AlertTimes;
import dev.cordon.engine.alert.reading.Candidates;
import dev.cordon.engine.alert.reading.Fingerprint;
import dev.cordon.engine.alert.reading.Observables;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Elastic Security's alert documents: from Kibana's webhook connector as `alerts`, or as hits of a search.
@ApplicationScoped
public class ElasticAlerts implements AlertAdapter {
    private static final String RULE = "kibana.alert.rule.";

    @Override
    public String kind() {
        return "elastic";
    }

    @Override
    public boolean namesProductIds() {
        return true;
    }

    @Override
    public List<JsonNode> split(JsonNode body) {
        for (var list : List.of(body, body.path("alerts"), body.path("hits").path("hits"))) {
            if (list.isArray()) {
                return StreamSupport.stream(list.spliterator(), false)
                        // what a template leaves behind after its last comma
                        .filter(item -> !(item.isObject() && item.isEmpty()))
                        .toList();
            }
        }
        return List.of(body.path("alerts").isObject() ? body.path("alerts") : body);
    }

    @Override
    public Alert read(JsonNode element, Instant receivedAt) {
        var fields = new AlertFields();
        var document = element.path("_source").isObject()
                ? element.path("_source")
                : element.path("fields").isObject() ? element.path("fields") : element;
        if (Stream.of("kibana.alert.uuid", RULE + "uuid", RULE + "name")
                .allMatch(path -> find(document, path).isMissingNode())) {
            throw new Unreadable("not an Elastic Security alert: it has no kibana.alert.uuid and no kibana.alert.rule");
        }
        if (one(document, "kibana.alert.building_block_type", fields) != null) {
            throw new Unreadable("a building block of another alert, not one of its own");
        }
        // the document's `_id` is the same
        var uuid = one(document, "kibana.alert.uuid", fields);
        return alert(uuid == null ? fields.text(element, "_id") : uuid, document, fields);
    }

    private static String reference(@Nullable String id, JsonNode document, AlertFields fields) {
        if (id != null) {
            return References.of(id);
        }
        fields.note("kibana.alert.uuid: missing, rule, time, host and user stand for it");
        return Fingerprint.of(
                path -> find(document, path),
                RULE + "uuid",
                RULE + "name",
                "kibana.alert.original_time",
                "kibana.alert.reason",
                "host.name",
                "user.name");
    }

    private static Alert alert(@Nullable String id, JsonNode document, AlertFields fields) {
        var reference = reference(id, document, fields);
        var ruleId = one(document, RULE + "rule_id", fields);
        var ruleName = one(document, RULE + "name", fields);
        var hosts = new Candidates(Kind.HOST);
        hosts.add(all(document, "host.name", fields), Role.AFFECTED);
        var accounts = new Candidates(Kind.ACCOUNT);
        accounts.add(all(document, "user.target.name", fields), Role.TARGET);
        accounts.add(all(document, "user.name", fields), Role.AFFECTED);
        var alert = Alert.of(reference, ruleName == null ? "Elastic Security alert" : ruleName)
                .productId(id)
                .rule(ruleId == null ? one(document, RULE + "uuid", fields) : ruleId, ruleName)
                .severity(severity(document, fields))
                .techniques(techniques(document, fields))
                .observables(observables(document, fields))
                .occurredAt(time(document, "kibana.alert.original_time", fields))
                .detectedAt(time(document, "@timestamp", fields))
                .link(fields.link("kibana.alert.url", one(document, "kibana.alert.url", fields)))
                .resolved("closed".equals(one(document, "kibana.alert.workflow_status", fields)));
        hosts.into(alert, fields);
        accounts.into(alert, fields);
        return alert.notes(fields).build();
    }

    /// A risk score can say otherwise; this is the word that the analyst sees.
    private static int severity(JsonNode document, AlertFields fields) {
        var word = one(document, "kibana.alert.severity", fields);
        if (word == null) {
            return 0;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "low" -> 2;
            case "medium" -> 3;
            case "high" -> 4;
            case "critical" -> 5;
            default -> {
                fields.note("kibana.alert.severity: not a severity: " + word);
                yield 0;
            }
        };
    }

    private static List<String> techniques(JsonNode document, AlertFields fields) {
        var ids = new LinkedHashSet<String>();
        for (var threat : each(find(document, RULE + "threat"))) {
            if (!threat.isObject() && !threat.isMissingNode() && !threat.isNull()) {
                fields.note(RULE + "threat: not an object");
            }
            for (var technique : each(threat.path("technique"))) {
                ids.addAll(fields.techniques(RULE + "threat.technique", technique.path("id")));
                for (var sub : each(technique.path("subtechnique"))) {
                    ids.addAll(fields.techniques(RULE + "threat.technique.subtechnique", sub.path("id")));
                }
            }
        }
        for (var path : List.of("threat.technique.id", "threat.technique.subtechnique.id")) {
            ids.addAll(fields.techniques(path, find(document, path)));
        }
        return List.copyOf(ids);
    }

    /// A list of one is sometimes written without the list.
    private static Iterable<JsonNode> each(JsonNode node) {
        return node.isArray() ? node : List.of(node);
    }

    private static Observables observables(JsonNode document, AlertFields fields) {
        var observables = new Observables(fields);
        for (var path : List.of("source.ip", "destination.ip", "threat.indicator.ip")) {
            observables.address(all(document, path, fields));
        }
        for (var path : List.of("url.domain", "destination.domain", "dns.question.name")) {
            all(document, path, fields).forEach(observables::domain);
        }
        observables.url(all(document, "url.full", fields));
        observables.account(all(document, "user.name", fields));
        observables.account(all(document, "user.target.name", fields));
        for (var owner : List.of("file", "process", "threat.indicator.file")) {
            for (var algorithm : List.of("sha256", "sha1", "md5")) {
                var path = owner + ".hash." + algorithm;
                observables.hash(path, all(document, path, fields));
            }
        }
        var path = all(document, "file.path", fields);
        observables.file(path.isEmpty() ? all(document, "file.name", fields) : path);
        var commandLine = all(document, "process.command_line", fields);
        observables.process(commandLine.isEmpty() ? all(document, "process.executable", fields) : commandLine);
        return observables;
    }

    private static @Nullable Instant time(JsonNode document, String path, AlertFields fields) {
        return AlertTimes.of(path, one(document, path, fields), fields);
    }

    private static @Nullable String one(JsonNode document, String path, AlertFields fields) {
        return fields.only(path, find(document, path));
    }

    private static List<String> all(JsonNode document, String path, AlertFields fields) {
        return fields.texts(path, find(document, path));
    }

    /// A field can be written `a.b.c`, nested, or half of each.
    private static JsonNode find(JsonNode node, String path) {
        if (node.has(path)) {
            return node.path(path);
        }
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            var below = node.path(path.substring(0, dot));
            var found = below.isObject() ? find(below, path.substring(dot + 1)) : below.path("");
            if (!found.isMissingNode()) {
                return found;
            }
        }
        return MissingNode.getInstance();
    }
}
