package dev.cordon.engine.alert.product.ocsf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.Observables;
import java.util.List;

/// What a finding observed: what it lists itself, then what its evidences show.
final class OcsfObservables {
    private final Observables found;
    private final AlertFields fields;

    private OcsfObservables(AlertFields fields) {
        this.fields = fields;
        this.found = new Observables(fields);
    }

    static Observables of(JsonNode finding, AlertFields fields) {
        var observables = new OcsfObservables(fields);
        fields.objects(finding, "observables").forEach(observables::listed);
        fields.objects(finding, "evidences").forEach(observables::shown);
        return observables.found;
    }

    /// By OCSF's `type_id`. The types without a value, or without a STIX type of ours, stay in the raw alert.
    private void listed(JsonNode observable) {
        var value = fields.texts("observables.value", observable.path("value"));
        switch (fields.number("observables.type_id", observable.path("type_id"))) {
            case 1 -> value.forEach(found::domain);
            case 2 -> found.address(value);
            case 4 -> found.account(value);
            case 5 -> found.email(value);
            case 6 -> found.url(value);
            case 7, 45 -> found.file(value);
            case 8 -> found.hash("observables.value", value);
            case 9, 13 -> found.process(value);
            default -> {
                // nothing to look up
            }
        }
    }

    private void shown(JsonNode evidence) {
        for (var path : List.of("src_endpoint.ip", "dst_endpoint.ip", "device.ip")) {
            found.address(fields.texts(evidence, path));
        }
        for (var path : List.of("src_endpoint.hostname", "dst_endpoint.hostname", "query.hostname")) {
            fields.texts(evidence, path).forEach(found::domain);
        }
        for (var path : List.of("user.name", "actor.user.name")) {
            found.account(fields.texts(evidence, path));
        }
        found.email(fields.texts(evidence, "email.from"));
        found.url(fields.texts(evidence, "url.url_string"));
        var command = fields.texts(evidence, "process.cmd_line");
        found.process(command.isEmpty() ? fields.texts(evidence, "process.name") : command);
        for (var file : List.of("file", "process.file")) {
            var path = fields.texts(evidence, file + ".path");
            found.file(path.isEmpty() ? fields.texts(evidence, file + ".name") : path);
            for (var hash : fields.objects(evidence, file + ".hashes")) {
                found.hash(file + ".hashes.value", fields.texts(hash, "value"));
            }
        }
    }
}
