package dev.cordon.engine.policy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.TestClock;
import dev.cordon.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(
        user = "otto",
        roles = {"admin", "viewer"})
class SuppressionTest {
    private static final String PATH = "/api/policy/suppressions";

    private final String lab = "lab-" + UUID.randomUUID();

    @Inject
    TestClock clock;

    @Inject
    Sql sql;

    @Test
    void a_suppressed_alert_is_kept_and_counted_and_starts_nothing() {
        var id = suppress(Map.of("source", "batches", "host", lab + "_*"))
                .statusCode(201)
                .extract()
                .path("id");

        var alert = send(lab + "_7", 5);
        assertThat(alert.getString("incident")).isNull();
        assertThat(alert.getBoolean("duplicate")).isFalse();
        given().get("/api/alerts/" + alert.getString("alertId"))
                .then()
                .body("status", equalTo("suppressed"))
                .body("reason", equalTo("suppressed for purple team: exercise"));
        given().get(PATH).then().body("items.find { it.id == '" + id + "' }.alerts", equalTo(1));
        assertThat(sql.list(
                        "select 1 as n from outbox where payload->>'alertId' = ?",
                        row -> row.number("n"),
                        alert.getString("alertId")))
                .isEmpty();
    }

    @Test
    void what_does_not_fit_whole_is_not_suppressed() {
        suppress(Map.of("source", "batches", "host", lab + "_*", "account", "*"))
                .statusCode(201);
        suppress(Map.of("source", "wazuh", "host", lab + "*")).statusCode(201);
        suppress(Map.of("host", lab)).statusCode(201);

        assertThat(send(lab + "_7", 3).getString("incident")).isNotNull();
        assertThat(send(lab + "x7", 3).getString("incident")).isNotNull();
        assertThat(send(lab.toUpperCase(Locale.ROOT), 3).getString("incident")).isNull();
    }

    @Test
    void it_ends_when_somebody_ends_it_or_when_its_time_is_over() {
        var ended = suppress(Map.of("host", lab + "-1")).extract().path("id").toString();
        var expiring = suppress(Map.of("host", lab + "-2")).extract().path("id").toString();
        given().delete(PATH + "/" + ended).then().statusCode(204);
        given().delete(PATH + "/" + ended).then().statusCode(204);
        clock.forward(Duration.ofDays(2));

        assertThat(send(lab + "-1", 3).getString("incident")).isNotNull();
        assertThat(send(lab + "-2", 3).getString("incident")).isNotNull();
        given().get(PATH).then().body("items.id", not(hasItem(expiring)));
        given().queryParam("state", "all")
                .get(PATH)
                .then()
                .body("items.find { it.id == '" + ended + "' }.endedBy", equalTo("otto"))
                .body("items.find { it.id == '" + expiring + "' }.endedAt", nullValue());
    }

    @Test
    void making_and_ending_one_are_lines_in_the_audit_trail() {
        var id = suppress(Map.of("ruleId", lab)).extract().path("id").toString();
        given().delete(PATH + "/" + id).then().statusCode(204);

        given().get("/api/policy/changes")
                .then()
                .body(
                        "find { it.what == 'suppression' && it.detail.id == '" + id + "' }.detail.reason",
                        equalTo("exercise"))
                .body("find { it.what == 'suppression-ended' && it.detail.id == '" + id + "' }.actor", equalTo("otto"));
        given().delete(PATH + "/" + UUID.randomUUID()).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"host,*,1", "host,a*b*c*d*e*f*g,1", "host,ws1,-1", "host,ws1,367"})
    void one_that_hides_everything_or_for_ever_is_refused(String field, String pattern, int days) {
        suppress(Map.of(
                        field,
                        pattern,
                        "expiresAt",
                        clock.instant().plus(Duration.ofDays(days)).toString()))
                .statusCode(422)
                .body("type", containsString("suppression-invalid"));
    }

    @ParameterizedTest
    @CsvSource({"owner", "reason", "expiresAt"})
    void owner_reason_and_end_must_be_said(String missing) {
        var body = wish(Map.of("host", lab));
        body.remove(missing);

        given().contentType(ContentType.JSON).body(body).post(PATH).then().statusCode(400);
    }

    @Test
    void the_routing_of_an_alert_can_be_tried_without_starting_anything() {
        var alert = send(lab, 5).getString("alertId");

        route(alert)
                .statusCode(200)
                .body("decision", equalTo("alert-routing"))
                .body("rules.size()", equalTo(1))
                .body("inputs.severity", equalTo(5))
                .body("inputs.hasHost", equalTo(true))
                .body("output.playbook", equalTo("contain-compromised-host"))
                .body("playbook", equalTo("contain-compromised-host"))
                .body("target.host", equalTo(lab))
                .body("suppression", nullValue());
        suppress(Map.of("host", lab)).statusCode(201);
        route(alert).body("effect", equalTo("suppress")).body("suppression", notNullValue());
        route(UUID.randomUUID().toString()).statusCode(404);
        given().get("/api/alerts/" + alert).then().body("status", equalTo("accepted"));
    }

    private static ValidatableResponse route(String alert) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("alertId", alert))
                .post("/api/policy/routing/test")
                .then();
    }

    private ValidatableResponse suppress(Map<String, String> match) {
        return given().contentType(ContentType.JSON)
                .body(wish(match))
                .post(PATH)
                .then();
    }

    private Map<String, String> wish(Map<String, String> match) {
        var wish = new HashMap<>(Map.of(
                "owner", "purple team",
                "reason", "exercise",
                "expiresAt", clock.instant().plus(Duration.ofDays(1)).toString()));
        wish.putAll(match);
        return wish;
    }

    private static JsonPath send(String host, int severity) {
        return given().header("Authorization", "Bearer " + PostgresResource.SOURCE_SECRET)
                .contentType(ContentType.JSON)
                .body(Map.of("id", UUID.randomUUID().toString(), "title", "t", "host", host, "severity", severity))
                .post("/hooks/batches")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();
    }
}
