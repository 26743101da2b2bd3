package dev.cordon.lab.program;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.lab.setting.Person;
import dev.cordon.lab.setting.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// The two realms: what never changes stands in the resource, people and secrets are added here.
record Realm(String name, List<Person> people) {
    static final List<Realm> ALL =
            List.of(new Realm("cordon", Person.responseTeam()), new Realm("acme", Person.company()));

    private static final JsonMapper MAPPER = new JsonMapper();

    /// Keycloak's import format, complete.
    String json(Secrets secrets) {
        try (var template = Objects.requireNonNull(Realm.class.getResourceAsStream(name + "-realm.json"))) {
            var realm = (ObjectNode) MAPPER.readTree(template);
            for (var client : realm.withArrayProperty("clients")) {
                if (!client.path("publicClient").asBoolean()) {
                    ((ObjectNode) client)
                            .put(
                                    "secret",
                                    secrets.of(
                                            "client." + client.path("clientId").asText()));
                }
            }
            var users = realm.withArrayProperty("users");
            people.forEach(person -> add(person, secrets, users));
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(realm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Person person, Secrets secrets, ArrayNode users) {
        var user = users.addObject()
                .put("username", person.username())
                .put("enabled", true)
                .put("firstName", person.first())
                .put("lastName", person.last())
                .put("email", person.username() + "@" + name + ".example")
                .put("emailVerified", true);
        person.roles().forEach(user.putArray("realmRoles")::add);
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", secrets.of(person.secretName(name)))
                .put("temporary", false);
    }
}
