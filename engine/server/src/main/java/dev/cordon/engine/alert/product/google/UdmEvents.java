package dev.cordon.engine.alert.product.google;

import static dev.cordon.engine.alert.reading.AlertFields.at;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertBuilder;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.Candidates;
import dev.cordon.engine.alert.reading.Observables;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the events of a detection name, in Google's unified data model: who (`principal`) did it to whom (`target`).
final class UdmEvents {
    private final AlertFields fields;
    private final Observables observables;
    private final Candidates hosts = new Candidates(Kind.HOST);
    private final Candidates accounts = new Candidates(Kind.ACCOUNT);

    UdmEvents(AlertFields fields, JsonNode collections) {
        this.fields = fields;
        this.observables = new Observables(fields);
        if (!collections.isArray() && !collections.isMissingNode() && !collections.isNull()) {
            fields.note("collectionElements: not a list");
        }
        for (var collection : collections) {
            for (var reference : collection.path("references")) {
                event(reference.path("event"));
            }
        }
    }

    void about(@Nullable String host, @Nullable String account) {
        hosts.about(host);
        accounts.about(account);
    }

    void into(AlertBuilder alert) {
        hosts.into(alert, fields);
        accounts.into(alert, fields);
        alert.observables(observables);
    }

    private void event(JsonNode event) {
        var type = fields.text(event, "metadata.eventType");
        var overNetwork = type != null && type.startsWith("NETWORK_");
        noun(event, "principal", overNetwork ? Role.AFFECTED : Role.ACTOR);
        noun(event, "src", overNetwork ? Role.AFFECTED : Role.ACTOR);
        if (overNetwork) {
            // the other end of a connection is mostly a site on the internet, not one of our hosts
            observables.address(values(event, "target.hostname"));
        }
        noun(event, "target", overNetwork ? null : Role.TARGET);
        for (var question : at(event, "network.dns.questions")) {
            values(question, "name").forEach(observables::domain);
        }
    }

    private void noun(JsonNode event, String name, @Nullable Role role) {
        var noun = event.path(name);
        var user = values(noun, "user.userid");
        var names = user.isEmpty() ? values(noun, "user.emailAddresses") : user;
        if (role != null) {
            hosts.add(values(noun, "hostname"), role);
            accounts.add(names, role);
        }
        observables.address(values(noun, "ip"));
        observables.account(names);
        observables.url(values(noun, "url"));
        values(noun, "domain.name").forEach(observables::domain);
        observables.process(values(noun, "process.commandLine"));
        for (var file : List.of("file", "process.file")) {
            observables.file(values(noun, file + ".fullPath"));
            for (var algorithm : List.of("sha256", "sha1", "md5")) {
                observables.hash(file + "." + algorithm, values(noun, file + "." + algorithm));
            }
        }
    }

    private List<String> values(JsonNode node, String path) {
        return fields.texts(path, at(node, path));
    }
}
