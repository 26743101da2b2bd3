package dev.cordon.engine.alert.product;

import static dev.cordon.engine.alert.reading.AlertFields.at;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.Observables;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Falcon Fusion's webhook: the fields that the workflow's author chose, under the names of the alerts API.
@ApplicationScoped
public class CrowdStrikeAlerts implements AlertAdapter {
    private static final int HIGHEST = 100;

    @Override
    public String kind() {
        return "crowdstrike";
    }

    @Override
    public Alert read(JsonNode body, Instant receivedAt) {
        var fields = new AlertFields();
        var alert = body.path("data").isObject() ? body.path("data") : body;
        var id = fields.text(alert, "composite_id");
        if (id == null && !isSaidToBeFalcons(body) && !isSaidToBeFalcons(alert)) {
            throw new Unreadable("not a Falcon alert: it has no composite_id, and no source \"crowdstrike\"");
        }
        var name = fields.text(alert, "name");
        var link = fields.link(alert, "falcon_host_link");
        return Alert.of(reference(id, alert, fields), name == null ? "CrowdStrike alert" : name)
                .rule(null, name)
                .severity(severity(alert, fields))
                .confidence(fields.percent("confidence", alert.path("confidence")))
                .techniques(techniques(alert, fields))
                .host(first(alert, fields, "hostname", "device.hostname"), Role.AFFECTED)
                .account(fields.text(alert, "user_name"), Role.AFFECTED)
                .observables(observables(alert, fields))
                .occurredAt(fields.time(alert, "timestamp"))
                .detectedAt(fields.time(alert, "created_timestamp"))
                .link(link == null ? fields.link(body, "meta.event_reference_url") : link)
                .campaign(fields.text(alert, "aggregate_id"))
                .resolved("closed".equalsIgnoreCase(fields.text(alert, "status")))
                .notes(fields)
                .build();
    }

    private static boolean isSaidToBeFalcons(JsonNode node) {
        return "crowdstrike".equalsIgnoreCase(node.path("source").asText());
    }

    private static String reference(@Nullable String id, JsonNode alert, AlertFields fields) {
        if (id != null) {
            return References.of(id);
        }
        fields.note("composite_id: missing, a fingerprint stands for it");
        return References.fingerprint(
                alert,
                "name",
                "created_timestamp",
                "timestamp",
                "agent_id",
                "hostname",
                "device",
                "user_name",
                "sha256",
                "cmdline");
    }

    /// The number before the name, which is the coarser of the two.
    private static int severity(JsonNode alert, AlertFields fields) {
        var number = fields.number("severity", alert.path("severity"));
        if (number > 0 && number <= HIGHEST) {
            return number < 20 ? 1 : number < 40 ? 2 : number < 60 ? 3 : number < 80 ? 4 : 5;
        }
        if (number >= 0) {
            fields.note("severity: not from 1 to " + HIGHEST);
        }
        var name = fields.text(alert, "severity_name");
        if (name == null) {
            return 0;
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "informational" -> 1;
            case "low" -> 2;
            case "medium" -> 3;
            case "high" -> 4;
            case "critical" -> 5;
            default -> {
                fields.note("severity_name: not a severity: " + name);
                yield 0;
            }
        };
    }

    /// CrowdStrike's own techniques (`CST0012`) stand beside ATT&CK's.
    private static List<String> techniques(JsonNode alert, AlertFields fields) {
        var ids = new LinkedHashSet<String>();
        var several = fields.objects(alert, "mitre_attack").stream().map(attack -> attack.path("technique_id"));
        Stream.concat(Stream.of(alert.path("technique_id")), several)
                .filter(id -> !id.asText().startsWith("CST"))
                .forEach(id -> ids.addAll(fields.techniques("technique_id", id)));
        return List.copyOf(ids);
    }

    private static @Nullable String first(JsonNode alert, AlertFields fields, String... paths) {
        for (var path : paths) {
            var value = fields.text(alert, path);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static Observables observables(JsonNode alert, AlertFields fields) {
        var observables = new Observables(fields);
        for (var path : List.of("device.local_ip", "device.external_ip", "local_ip", "external_ip")) {
            observables.address(fields.texts(alert, path));
        }
        observables.account(fields.texts(alert, "user_name"));
        observables.process(fields.texts(alert, "cmdline"));
        var path = fields.texts(alert, "filepath");
        observables.file(path.isEmpty() ? fields.texts(alert, "filename") : path);
        for (var algorithm : List.of("sha256", "sha1", "md5")) {
            observables.hash(algorithm, hashes(algorithm, at(alert, algorithm), fields));
        }
        indicator(alert, fields, observables);
        return observables;
    }

    /// A hash that was not taken is written as zeros.
    private static List<String> hashes(String name, JsonNode node, AlertFields fields) {
        return fields.texts(name, node).stream()
                .filter(hash -> !hash.matches("0+"))
                .toList();
    }

    private static void indicator(JsonNode alert, AlertFields fields, Observables observables) {
        var type = fields.text(alert, "ioc_type");
        if (type == null) {
            return;
        }
        var kind = type.toLowerCase(Locale.ROOT);
        if (kind.contains("sha") || kind.contains("md5")) {
            observables.hash("ioc_value", hashes("ioc_value", alert.path("ioc_value"), fields));
        } else if (kind.contains("domain") || kind.startsWith("ip")) {
            observables.address(fields.texts(alert, "ioc_value"));
        }
    }
}
