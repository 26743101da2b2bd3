package dev.cordon.engine.alert.product.ocsf;

import static dev.cordon.engine.alert.reading.AlertFields.at;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// OCSF's Detection Finding (class 2004), alone or several in a list, whichever product wrote it.
@ApplicationScoped
public class OcsfAlerts implements AlertAdapter {
    private static final int DETECTION_FINDING = 2004;
    private static final int CLOSE = 3;
    private static final int SUPPRESSED = 3;
    /// Resolved, archived, deleted.
    private static final Set<Integer> OVER = Set.of(4, 5, 6);

    private static final int FATAL = 6;
    private static final int OTHER = 99;
    /// Before it no finding was made: such a number is in seconds.
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    @Override
    public String kind() {
        return "ocsf";
    }

    @Override
    public List<JsonNode> split(JsonNode body) {
        return body.isArray() ? List.copyOf(body.valueStream().toList()) : List.of(body);
    }

    @Override
    public Alert read(JsonNode finding, Instant receivedAt) {
        var fields = new AlertFields();
        var type = fields.number("class_uid", finding.path("class_uid"));
        if (type != DETECTION_FINDING) {
            throw new Unreadable("not an OCSF Detection Finding: class_uid is %s, not 2004"
                    .formatted(type < 0 ? "not there" : Integer.toString(type)));
        }
        var devices = names(finding, "device", fields);
        devices.addAll(names(finding, "evidences.device", fields));
        var resources = hostnames(fields.objects(finding, "resources"), fields);
        var users = names(finding, "evidences.user", fields);
        var actors = names(finding, "evidences.actor.user", fields);
        actors.addAll(names(finding, "actor.user", fields));
        return Alert.of(reference(finding, fields), title(finding, fields))
                .rule(
                        fields.text(finding, "finding_info.analytic.uid"),
                        fields.text(finding, "finding_info.analytic.name"))
                .severity(severity(finding, fields))
                .confidence(fields.percent("confidence_score", finding.path("confidence_score")))
                .techniques(techniques(finding, fields))
                .host(host(resources, devices, fields), resources.isEmpty() ? Role.AFFECTED : Role.TARGET)
                .account(account(users, actors, fields), users.isEmpty() ? Role.ACTOR : Role.TARGET)
                .assets(Kind.HOST, resources, Role.TARGET)
                .assets(Kind.HOST, List.copyOf(devices), Role.AFFECTED)
                .assets(Kind.ACCOUNT, List.copyOf(users), Role.TARGET)
                .assets(Kind.ACCOUNT, List.copyOf(actors), Role.ACTOR)
                .assets(Kind.HOST, List.copyOf(names(finding, "evidences.src_endpoint", fields)), Role.OTHER)
                .assets(Kind.HOST, List.copyOf(names(finding, "evidences.dst_endpoint", fields)), Role.OTHER)
                .observables(OcsfObservables.of(finding, fields))
                .occurredAt(first(finding, fields, "finding_info.first_seen_time", "start_time"))
                .detectedAt(first(finding, fields, "finding_info.created_time", "time"))
                .link(fields.link(finding, "finding_info.src_url"))
                .resolved(isOver(finding, fields))
                .notes(fields)
                .build();
    }

    /// A finding's id is unique in its product only.
    private static String reference(JsonNode finding, AlertFields fields) {
        var vendor = fields.text(finding, "metadata.product.vendor_name");
        var product = fields.text(finding, "metadata.product.name");
        if (vendor == null && product == null) {
            fields.note("metadata.product: neither a vendor_name nor a name");
        }
        var id = fields.text(finding, "finding_info.uid");
        if (id == null) {
            fields.note("finding_info.uid: missing, a fingerprint stands for it");
            id = References.fingerprint(
                    finding, "time", "finding_info", "evidences", "resources", "observables", "message");
        }
        return References.of(vendor == null ? "" : vendor, product == null ? "" : product, id);
    }

    private static String title(JsonNode finding, AlertFields fields) {
        var title = fields.text(finding, "finding_info.title");
        var message = title == null ? fields.text(finding, "message") : title;
        return message == null ? "OCSF finding" : message;
    }

    private static int severity(JsonNode finding, AlertFields fields) {
        var severity = fields.number("severity_id", finding.path("severity_id"));
        if (severity > FATAL) {
            fields.note(severity == OTHER ? "severity_id: 99, a scale of its own" : "severity_id: not one of OCSF's");
        }
        return severity < 0 || severity > FATAL ? 0 : severity;
    }

    /// A sub-technique names its technique too. Security controls write them beside the finding.
    private static List<String> techniques(JsonNode finding, AlertFields fields) {
        var attacks = fields.objects(finding, "finding_info.attacks");
        var ids = new LinkedHashSet<String>();
        for (var attack : attacks.isEmpty() ? fields.objects(finding, "attacks") : attacks) {
            var path = at(attack, "sub_technique.uid").isMissingNode() ? "technique.uid" : "sub_technique.uid";
            ids.addAll(fields.techniques(attack, path));
        }
        return List.copyOf(ids);
    }

    /// The endpoints of a connection are not asked: which of them is ours is not said.
    private static @Nullable String host(List<String> resources, Set<String> devices, AlertFields fields) {
        return resources.isEmpty()
                ? fields.only("device", List.copyOf(devices))
                : fields.only("resources.hostname", resources);
    }

    private static @Nullable String account(Set<String> users, Set<String> actors, AlertFields fields) {
        return users.isEmpty()
                ? fields.only("actor.user", List.copyOf(actors))
                : fields.only("evidences.user", List.copyOf(users));
    }

    private static List<String> hostnames(List<JsonNode> resources, AlertFields fields) {
        var names = new LinkedHashSet<String>();
        resources.forEach(resource -> names.addAll(fields.texts("resources.hostname", resource.path("hostname"))));
        return List.copyOf(names);
    }

    /// What the endpoints or users at that path are called; `evidences.` is every evidence.
    private static Set<String> names(JsonNode finding, String path, AlertFields fields) {
        var names = new LinkedHashSet<String>();
        var named = new ArrayList<JsonNode>();
        if (path.startsWith("evidences.")) {
            for (var evidence : fields.objects(finding, "evidences")) {
                named.addAll(fields.objects(evidence, path.substring("evidences.".length())));
            }
        } else {
            named.addAll(fields.objects(finding, path));
        }
        for (var one : named) {
            for (var name : List.of("hostname", "name", "email_addr")) {
                var value = fields.text(path + "." + name, one.path(name));
                if (value != null) {
                    names.add(value);
                    break;
                }
            }
        }
        return names;
    }

    private static @Nullable Instant first(JsonNode finding, AlertFields fields, String... paths) {
        for (var path : paths) {
            var millis = fields.millis(finding, path);
            if (millis != null && millis.isBefore(EARLIEST)) {
                fields.note(path + ": in seconds, not in milliseconds");
                millis = null;
            }
            var time = millis == null ? fields.time(finding, path + "_dt") : millis;
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    private static boolean isOver(JsonNode finding, AlertFields fields) {
        var status = fields.number("status_id", finding.path("status_id"));
        if (status == SUPPRESSED) {
            fields.note("status_id: suppressed at its source");
        }
        return OVER.contains(status) || fields.number("activity_id", finding.path("activity_id")) == CLOSE;
    }
}
