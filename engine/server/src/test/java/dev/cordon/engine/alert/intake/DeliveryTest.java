package dev.cordon.engine.alert.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.cordon.engine.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(user = "vera", roles = "viewer")
class DeliveryTest {
    private final String id = UUID.randomUUID().toString();

    @Test
    void one_bad_alert_does_not_reject_the_others_of_its_batch() {
        var items = json("""
                {"alerts":[{"id":"%s","title":"one"},{"title":"no id"},{"id":"trip"},{"id":"%1$s","title":"one"},
                           {"id":"%1$s-2","title":"two"}]}""".formatted(id))
                .statusCode(207)
                .body("items.status", equalTo(List.of(202, 400, 400, 202, 202)))
                .body("items[0].duplicate", equalTo(false))
                .body("items[0].problem", nullValue())
                .body("items[1].problem", containsString("it has no id"))
                .body("items[2].problem", containsString("the adapter for lines failed on it"))
                .body("items[3].duplicate", equalTo(true))
                .body("items[4].incident", notNullValue())
                .extract()
                .jsonPath();

        assertThat(raw(items.getString("items[4].alertId"))).isEqualTo("{\"id\":\"" + id + "-2\",\"title\":\"two\"}");
        assertThat(raw(items.getString("items[1].alertId"))).isEqualTo("{\"title\":\"no id\"}");
        alert(items.getString("items[2].alertId")).body("status", equalTo("rejected"));
    }

    @Test
    void a_batch_that_is_taken_whole_is_answered_like_an_alert() {
        json("{\"alerts\":[{\"id\":\"%s\",\"title\":\"one\"}]}".formatted(id))
                .statusCode(202)
                .body("items.size()", equalTo(1));
    }

    @Test
    void an_empty_batch_is_kept_as_rejected() {
        json("{\"alerts\":[]}").statusCode(400).body("detail", containsString("a batch without alerts"));
    }

    @Test
    void a_batch_of_five_hundred_is_taken_and_one_more_is_not() {
        json(batch(501)).statusCode(413).body("type", containsString("too-many-alerts"));
        json(batch(500)).statusCode(202).body("items.size()", equalTo(500));
    }

    @Test
    void text_is_taken_where_the_adapter_reads_it() {
        var taken = send("text/plain; charset=utf-8", id + " as a line")
                .statusCode(202)
                .extract()
                .jsonPath();

        alert(taken.getString("alertId")).body("title", equalTo("as a line"));
        assertThat(raw(taken.getString("alertId"))).isEqualTo(id + " as a line");
        send("application/x-ndjson", "{}").statusCode(415).contentType("application/problem+json");
    }

    @Test
    void what_the_normal_form_knows_is_shown() {
        var taken = json("""
                {"id":"%s","title":"t","host":"ws1","by":"mallory","confidence":80,"seen":1700000000000,
                 "link":"https://siem.example/alerts/1?x=1"}""".formatted(id)).statusCode(202);

        alert(taken.extract().jsonPath().getString("alertId"))
                .body("confidence", equalTo(80))
                .body("detectedAt", equalTo("2023-11-14T22:13:20Z"))
                .body("link", equalTo("https://siem.example/alerts/1?x=1"))
                .body("assets.kind", equalTo(List.of("host", "account")))
                .body("assets.role", equalTo(List.of("target", "actor")))
                .body("state", equalTo("firing"))
                .body("updates.size()", equalTo(0));
    }

    @Test
    void a_link_that_is_none_for_a_browser_is_noted_and_left_out() {
        var taken = json("{\"id\":\"%s\",\"title\":\"t\",\"link\":\"javascript:alert(1)\",\"confidence\":101}"
                        .formatted(id))
                .statusCode(202);

        alert(taken.extract().jsonPath().getString("alertId"))
                .body("link", nullValue())
                .body("confidence", nullValue())
                .body("notes", hasItem("link: not a link to http or https"));
    }

    @Test
    void a_resolved_alert_updates_the_one_it_resolves_and_opens_nothing() {
        var first = json(firing("t", 3)).statusCode(202).extract().jsonPath();
        json("{\"id\":\"%s\",\"title\":\"t\",\"severity\":3,\"resolved\":true}".formatted(id))
                .statusCode(202)
                .body("duplicate", equalTo(true))
                .body("alertId", equalTo(first.getString("alertId")));

        alert(first.getString("alertId"))
                .body("state", equalTo("resolved"))
                .body("updates.state", equalTo(List.of("resolved")));
        timeline(first.getString("incident")).body("items.kind", hasItem("alert-resolved"));
    }

    @Test
    void an_alert_whose_end_came_first_opens_its_incident_when_it_comes() {
        var end = json("{\"id\":\"%s\",\"title\":\"over\",\"resolved\":true}".formatted(id))
                .statusCode(202)
                .body("incident", nullValue())
                .extract()
                .jsonPath();

        json(firing("begins", 2))
                .statusCode(202)
                .body("duplicate", equalTo(false))
                .body("incident", notNullValue())
                .body("alertId", equalTo(end.getString("alertId")));
        json(firing("begins", 2)).statusCode(202).body("duplicate", equalTo(true));
        alert(end.getString("alertId")).body("state", equalTo("resolved"));
    }

    @Test
    void another_body_under_the_same_reference_is_kept_and_raises_the_incident() {
        var first = json(firing("t", 2)).statusCode(202).extract().jsonPath();
        json(firing("worse", 5)).statusCode(202).body("duplicate", equalTo(true));
        json(firing("worse", 5)).statusCode(202).body("duplicate", equalTo(true));
        json(firing("worse", 1)).statusCode(202).body("duplicate", equalTo(true));

        alert(first.getString("alertId"))
                .body("title", equalTo("t"))
                .body("updates.severity", equalTo(List.of(5, 1)))
                .body("updates[0].changed", equalTo(List.of("title", "severity")))
                .body("updates[1].changed", equalTo(List.of("severity")));
        given().get("/api/incidents/" + first.getString("incident"))
                .then()
                .body("severity", equalTo(5))
                .body("alerts.size()", equalTo(1));
        timeline(first.getString("incident")).body("items.sentence", hasItem("Severity 2 -> 5"));
    }

    private String firing(String title, int severity) {
        return "{\"id\":\"%s\",\"title\":\"%s\",\"severity\":%d,\"host\":\"%1$s\"}".formatted(id, title, severity);
    }

    private String batch(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> "{\"id\":\"%s-%d\",\"title\":\"t\",\"host\":\"%1$s\"}".formatted(id, i))
                .collect(Collectors.joining(",", "{\"alerts\":[", "]}"));
    }

    private static ValidatableResponse alert(String id) {
        return given().get("/api/alerts/" + id).then().statusCode(200);
    }

    private static String raw(String id) {
        return given().get("/api/alerts/" + id + "/raw").asString();
    }

    private static ValidatableResponse timeline(String incident) {
        return given().get("/api/incidents/" + incident + "/timeline").then().statusCode(200);
    }

    private static ValidatableResponse json(String body) {
        return send("application/json", body);
    }

    private static ValidatableResponse send(String mediaType, String body) {
        return given().header("Authorization", "Bearer " + PostgresResource.SOURCE_SECRET)
                .header("Content-Type", mediaType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/hooks/batches")
                .then();
    }
}
