package dev.cordon.engine.alert.product.generic;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.cordon.engine.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(
        user = "otto",
        roles = {"admin", "viewer"})
class MappingTest {
    private static final String PATH = "/api/policy/mappings/";
    private static final Map<String, Object> MAPPING = Map.of(
            "elements", "/events",
            "reference", "/id",
            "title", List.of("/summary", "/name"),
            "severity", Map.of("from", "/score", "table", Map.of("bad", 5)),
            "host", "/host",
            "account", "/user/name");
    private static final Map<String, Object> SAMPLE = Map.of(
            "events",
            List.of(
                    Map.of("id", 1, "name", "Beacon", "score", "bad", "host", "WS-0142"),
                    Map.of("id", 2, "name", "Scan", "score", "odd", "user", Map.of("name", "m.keller"))));

    private final String name = "m" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void a_mapping_is_tried_against_a_sample_and_nothing_is_changed() {
        tryOut(MAPPING, SAMPLE)
                .statusCode(200)
                .body("problem", nullValue())
                .body("items", hasSize(2))
                .body("items[0].alert.reference", equalTo("1"))
                .body("items[0].alert.title", equalTo("Beacon"))
                .body("items[0].alert.severity", equalTo(5))
                .body("items[0].alert.host", equalTo("WS-0142"))
                .body("items[0].alert.status", equalTo("firing"))
                .body("items[0].nothingAt.field", equalTo(List.of("title", "account")))
                .body("items[0].nothingAt.pointer", equalTo(List.of("/summary", "/user/name")))
                .body("items[1].alert.account", equalTo("m.keller"))
                .body("items[1].alert.notes", hasItem(containsString("not in the mapping's table: odd")))
                .body("items[1].nothingAt.field", hasItem("host"));

        given().get(PATH).then().body("items.name", org.hamcrest.Matchers.not(hasItem(name)));
    }

    @Test
    void what_would_be_rejected_is_told_for_each_alert() {
        tryOut(MAPPING, Map.of("events", List.of(Map.of("name", "without an id"), Map.of("id", "3"))))
                .statusCode(200)
                .body("items[0].problem", containsString("nothing at '/id'"))
                .body("items[0].alert", nullValue())
                .body("items[1].problem", nullValue())
                .body("items[1].alert.notes", hasItem("title: there is none"));
        tryOut(MAPPING, Map.of("alerts", List.of()))
                .statusCode(200)
                .body("problem", containsString("no list of alerts at '/events'"));
        tryOut(MAPPING, Map.of("events", List.of())).statusCode(200).body("problem", containsString("0 alerts"));
        tryOut(MAPPING, "{\"events\": [\n{\"id\": 1,, }]}").statusCode(200).body("problem", containsString("line 2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{\"reference\": \"/id\", \"title\": \"t\"}~field 'title' has \"t\"",
                "{\"reference\": \"/id\", \"title\": \"/t\", \"hots\": \"/h\"}~field 'hots' is not known",
                "{\"reference\": \"/id\", \"title\": \"/t\", \"title\": \"/u\"}~(line 1, column",
                "{\"reference\": \"/id\"~(line 1, column",
                "7~it is not an object"
            })
    void a_mistake_in_a_mapping_is_told_with_its_place(String mapping, String why) {
        tryOut(mapping, SAMPLE)
                .statusCode(422)
                .body("type", endsWith("mapping-invalid"))
                .body("detail", containsString(why));
        save(name, 0, mapping, SAMPLE).statusCode(422).body("type", endsWith("mapping-invalid"));
    }

    @Test
    void only_what_reads_its_sample_is_saved() {
        save(name, 0, MAPPING, Map.of("events", List.of(Map.of("id", 1), Map.of("summary", "no id"))))
                .statusCode(422)
                .body("type", endsWith("sample-unreadable"))
                .body("detail", containsString("alert 2: nothing at '/id'"));
        save("N-D-R", 0, MAPPING, SAMPLE).statusCode(422);
        given().get(PATH + name).then().statusCode(404);
    }

    @Test
    void every_version_is_kept_with_its_sample_and_stands_in_the_audit_trail() {
        var begun = Instant.now().minusSeconds(1);
        save(name, 0, MAPPING, SAMPLE).statusCode(200).body("version", equalTo(1));
        var text = "{\"reference\": \"/id\",\n \"title\": \"/t\"}";
        save(name, 1, text, Map.of("id", 7, "t", "x")).statusCode(200).body("version", equalTo(2));

        given().get("/api/policy/changes")
                .then()
                .body("[0].what", equalTo("mapping"))
                .body("[0].actor", equalTo("otto"))
                .body("[0].detail.name", equalTo(name))
                .body("[0].detail.version", equalTo(2))
                .body("[0].detail.mapping", equalTo(text));
        given().get(PATH + name)
                .then()
                .body("version", equalTo(2))
                .body("mapping", equalTo(text))
                .body("sample", containsString("\"id\":7"))
                .body("savedBy", equalTo("otto"));
        given().get(PATH + name + "/versions/1").then().body("mapping", containsString("/summary"));
        given().get(PATH + name + "/versions/3").then().statusCode(404);
        var listed = given().get(PATH + name + "/versions?limit=1")
                .then()
                .body("items.version", equalTo(List.of(2)))
                .body("next", notNullValue())
                .extract()
                .jsonPath();
        assertThat(Instant.parse(listed.getString("items[0].savedAt"))).isAfter(begun);
        given().get(PATH + name + "/versions?cursor=" + listed.getString("next"))
                .then()
                .body("items.version", equalTo(List.of(1)))
                .body("next", nullValue());
        given().get(PATH).then().body("items.find { it.name == '%s' }.version".formatted(name), equalTo(2));
    }

    @Test
    void of_several_who_change_the_same_version_one_does_and_the_others_read_again() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Integer> change =
                    () -> save(name, 0, MAPPING, SAMPLE).extract().statusCode();
            var answers = threads.invokeAll(List.of(change, change, change, change)).stream()
                    .map(future -> future.resultNow())
                    .sorted()
                    .toList();

            assertThat(answers).containsExactly(200, 409, 409, 409);
        }
        save(name, 0, MAPPING, SAMPLE).statusCode(409).body("type", endsWith("version-changed"));
        save(name, 7, MAPPING, SAMPLE).statusCode(409);
    }

    @Test
    void a_source_waits_for_its_mapping_and_follows_its_versions_without_a_restart() {
        send(UUID.randomUUID(), "t").statusCode(503).header("Retry-After", notNullValue());

        save("mapped", 0, Map.of("reference", "/id", "title", "/t"), Map.of("id", 1, "t", "x"))
                .statusCode(200);
        var first = UUID.randomUUID();
        send(first, "Beacon").statusCode(202);
        save("mapped", 1, Map.of("reference", "/id", "title", "/u"), Map.of("id", 1, "u", "x"))
                .statusCode(200);

        assertThat(title(first)).isEqualTo("Beacon");
        var deadline = Instant.now().plus(Duration.ofSeconds(20));
        var title = "";
        do {
            var next = UUID.randomUUID();
            send(next, "Beacon").statusCode(202);
            title = title(next);
        } while (!title.equals("of version 2") && Instant.now().isBefore(deadline));
        assertThat(title).isEqualTo("of version 2");
    }

    private static String title(UUID reference) {
        return given().get("/api/alerts?source=mapped&limit=500")
                .then()
                .extract()
                .jsonPath()
                .getString("items.find { it.reference == '%s' }.title".formatted(reference));
    }

    private static ValidatableResponse send(UUID id, String title) {
        return given().header("Authorization", "Bearer " + PostgresResource.SOURCE_SECRET)
                .contentType(ContentType.JSON)
                .body(Map.of("id", id, "t", title, "u", "of version 2"))
                .post("/hooks/mapped")
                .then();
    }

    private static ValidatableResponse tryOut(Object mapping, Object sample) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("mapping", mapping, "sample", sample))
                .post(PATH + "test")
                .then();
    }

    private static ValidatableResponse save(String name, int version, Object mapping, Object sample) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("version", version, "mapping", mapping, "sample", sample))
                .put(PATH + name)
                .then();
    }
}
