package dev.cordon.engine.alert.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.AlertTimes;
import dev.cordon.engine.alert.reading.Observables;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Splunk's webhook alert action: one search result, in fields that the search chose; read as the CIM names them.
@ApplicationScoped
public class SplunkAlerts implements AlertAdapter {

    @Override
    public String kind() {
        return "splunk";
    }

    @Override
    public Alert read(JsonNode body, Instant receivedAt) {
        var fields = new AlertFields();
        var sid = fields.text(body, "sid");
        if (!body.isObject() || sid == null) {
            throw new Unreadable("not a Splunk webhook: it has no sid");
        }
        var result = result(body, fields);
        var search = fields.text(body, "search_name");
        return Alert.of(References.of(sid, References.hash(result)), search == null ? "Splunk alert" : search)
                .rule(null, search)
                .severity(severity(result, fields))
                .techniques(techniques(result, fields))
                .host(first(result, fields, "dest", "dest_host", "dest_nt_host", "host"))
                .account(first(result, fields, "user"))
                .assets(Kind.ACCOUNT, fields.texts("src_user", result.path("src_user")), Role.ACTOR)
                .observables(observables(result, fields))
                .occurredAt(time(result, fields))
                .link(fields.link(body, "results_link"))
                .notes(fields)
                .build();
    }

    private static JsonNode result(JsonNode body, AlertFields fields) {
        var result = body.path("result");
        if (result.isObject()) {
            return result;
        }
        fields.note("result: not an object");
        return JsonNodeFactory.instance.objectNode();
    }

    /// The body has no severity of its own; these are the fields that a search can add. Urgency is the computed one.
    static int severity(JsonNode result, AlertFields fields) {
        for (var name : List.of("urgency", "severity")) {
            var word = fields.only(name, result.path(name));
            if (word != null) {
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "informational", "info" -> {
                        return 1;
                    }
                    case "low" -> {
                        return 2;
                    }
                    case "medium" -> {
                        return 3;
                    }
                    case "high" -> {
                        return 4;
                    }
                    case "critical" -> {
                        return 5;
                    }
                    case "unknown" -> {
                        return 0;
                    }
                    default -> fields.note(name + ": not a severity: " + word);
                }
            }
        }
        return 0;
    }

    /// Field names contain dots, so they are names and not paths.
    static List<String> techniques(JsonNode result, AlertFields fields) {
        return Stream.of(
                        "annotations.mitre_attack.mitre_technique_id", "mitre_technique_id", "annotations.mitre_attack")
                .flatMap(name -> fields.techniques(name, result.path(name)).stream())
                .distinct()
                .toList();
    }

    static @Nullable String first(JsonNode result, AlertFields fields, String... names) {
        for (var name : names) {
            if (result.has(name)) {
                var value = fields.only(name, result.path(name));
                if (value != null) {
                    return value;
                }
            }
        }
        return null;
    }

    /// Seconds since 1970 as a text, or as a number where the search made it one.
    private static @Nullable Instant time(JsonNode result, AlertFields fields) {
        var time = result.path("_time");
        return AlertTimes.of("_time", time.isNumber() ? time.asText() : fields.only("_time", time), fields);
    }

    static Observables observables(JsonNode result, AlertFields fields) {
        var observables = new Observables(fields);
        for (var name : List.of("src", "src_ip", "dest", "dest_ip")) {
            observables.address(fields.texts(name, result.path(name)));
        }
        for (var name : List.of("user", "src_user")) {
            observables.account(fields.texts(name, result.path(name)));
        }
        observables.hash("file_hash", fields.texts("file_hash", result.path("file_hash")));
        observables.file(fields.texts("file_name", result.path("file_name")));
        observables.url(fields.texts("url", result.path("url")));
        for (var name : List.of("process", "process_name")) {
            observables.process(fields.texts(name, result.path(name)));
        }
        return observables;
    }
}
