package dev.cordon.engine.alert.product;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.Observables;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Graylog's HTTP notification: the first version's body, which the second sends too when its template is empty.
@ApplicationScoped
public class GraylogAlerts implements AlertAdapter {
    private static final List<String> HOSTS =
            List.of("host", "hostname", "host_hostname", "dest_host", "destination_hostname");
    private static final List<String> TARGETS = List.of("target_user_name", "user", "user_name", "username");
    private static final List<String> ACTORS = List.of("source_user_name", "src_user");

    @Override
    public String kind() {
        return "graylog";
    }

    @Override
    public Alert read(JsonNode body, Instant receivedAt) {
        var fields = new AlertFields();
        var event = body.path("event");
        var rule = definition(body, "event_definition_id", fields);
        if (!event.isObject() || rule == null) {
            throw new Unreadable("not a Graylog notification: it has no event, or no event_definition_id");
        }
        var name = fields.text(body, "event_definition_title");
        var message = fields.text(event, "message");
        var title = message == null ? name : message;
        var entities = new Entities(event, fields);
        fields.objects(body, "backlog").forEach(entities::backlog);
        var target = entities.first(TARGETS);
        return Alert.of(reference(event, rule, fields), title == null ? "Graylog alert" : title)
                .rule(rule, name)
                .severity(severity(event, fields))
                .techniques(techniques(event, fields))
                .host(entities.first(HOSTS), Role.AFFECTED)
                .account(target == null ? entities.first(ACTORS) : target, target == null ? Role.ACTOR : Role.TARGET)
                .assets(Kind.HOST, entities.all(HOSTS), Role.AFFECTED)
                .assets(Kind.ACCOUNT, entities.all(TARGETS), Role.TARGET)
                .assets(Kind.ACCOUNT, entities.all(ACTORS), Role.ACTOR)
                .observables(entities.observables())
                .occurredAt(fields.time(event, "timestamp"))
                .detectedAt(fields.time(event, "timestamp_processing"))
                .notes(fields)
                .build();
    }

    private static @Nullable String definition(JsonNode body, String name, AlertFields fields) {
        var outer = fields.text(body, name);
        return outer == null ? fields.text(body, "event." + name) : outer;
    }

    private static String reference(JsonNode event, String rule, AlertFields fields) {
        var id = fields.text(event, "id");
        if (id != null) {
            return References.of(id);
        }
        fields.note("event.id: missing, a fingerprint stands for it");
        return References.of(
                rule,
                References.fingerprint(
                        event, "timestamp", "message", "key_tuple", "fields", "group_by_fields", "origin_context"));
    }

    private static int severity(JsonNode event, AlertFields fields) {
        var priority = fields.number("event.priority", event.path("priority"));
        if (priority > 4) {
            fields.note("event.priority: higher than 4");
        }
        return priority < 0 || priority > 4 ? 0 : priority + 1;
    }

    /// Tactics stand among them.
    private static List<String> techniques(JsonNode event, AlertFields fields) {
        var ids = new LinkedHashSet<String>();
        var attacks = event.path("tactics_techniques");
        (attacks.isArray() ? attacks.valueStream() : Stream.of(attacks))
                .filter(id -> !id.asText().startsWith("TA"))
                .forEach(id -> ids.addAll(fields.techniques("event.tactics_techniques", id)));
        ids.addAll(fields.techniques(event, "fields.mitre_technique_id"));
        return List.copyOf(ids);
    }

    /// Where an event names what it is about: the fields its definition adds, then what it groups by, then the messages
    /// behind it. `event.source` is a Graylog server.
    private static final class Entities {
        private record Place(String name, List<JsonNode> fields) {}

        private final AlertFields fields;
        private final List<JsonNode> messages = new ArrayList<>();
        private final List<Place> places;

        private Entities(JsonNode event, AlertFields fields) {
            this.fields = fields;
            this.places = List.of(
                    new Place("event.fields", fields.objects(event, "fields")),
                    new Place("event.group_by_fields", fields.objects(event, "group_by_fields")),
                    new Place("backlog.fields", messages));
        }

        private void backlog(JsonNode message) {
            messages.addAll(fields.objects(message, "fields"));
        }

        /// The first name that is there, in the first place; several values of it are none.
        private @Nullable String first(List<String> names) {
            for (var place : places) {
                for (var name : names) {
                    var values = values(place, name);
                    if (!values.isEmpty()) {
                        return fields.only(place.name + "." + name, values);
                    }
                }
            }
            return null;
        }

        private List<String> all(List<String> names) {
            return places.stream()
                    .flatMap(place -> names.stream().flatMap(name -> values(place, name).stream()))
                    .distinct()
                    .toList();
        }

        private List<String> values(Place place, String name) {
            var values = new LinkedHashSet<String>();
            for (var map : place.fields) {
                values.addAll(fields.texts(place.name + "." + name, map.path(name)));
            }
            return List.copyOf(values);
        }

        private Observables observables() {
            var found = new Observables(fields);
            found.address(all(List.of("src_ip", "source_ip", "dest_ip", "dst_ip", "destination_ip", "host_ip")));
            found.account(all(TARGETS));
            found.account(all(ACTORS));
            found.url(all(List.of("url", "http_url", "http_uri")));
            found.hash("hash", all(List.of("file_hash", "hash_md5", "hash_sha1", "hash_sha256")));
            found.file(all(List.of("file_path", "file_name")));
            found.process(all(List.of("process_command_line", "process_name")));
            return found;
        }
    }
}
