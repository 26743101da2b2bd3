package dev.cordon.engine.alert.intake;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(
        user = "root",
        roles = {"viewer", "responder", "admin"})
class GroupingTest {
    @Inject
    AlertIntake intake;

    @Inject
    Sql sql;

    private final String host = "WS-" + UUID.randomUUID();

    @AfterEach
    void cordon_s_own_rules_again() {
        sql.update("update grouping_rules set version = 0, items = '[]'");
    }

    @Test
    void an_alert_after_the_closing_opens_an_incident_that_continues_the_closed_one() {
        var first = incident(alert("a", host));
        given().contentType("application/json")
                .body("{\"verdict\":\"false-positive\",\"reason\":\"a test\"}")
                .post("/api/incidents/" + first + "/closure")
                .then()
                .statusCode(204);

        var second = incident(alert("b", host));

        assertThat(second).isNotEqualTo(first);
        given().get("/api/incidents/" + second)
                .then()
                .body("follows", equalTo(first))
                .body("alerts.size()", equalTo(1));
        given().get("/api/incidents/" + first).then().body("followedBy", equalTo(List.of(second)));
        assertThat(sentences(second)).contains("Continues " + first + ", which is closed as false-positive");
        assertThat(sentences(first)).endsWith(second + " continues it");
    }

    @Test
    void past_its_window_an_open_incident_is_joined_no_more_and_stays_open() {
        var first = incident(alert("a", host));
        sql.update("update incident set last_alert_at = now() - interval '8 days' where number = ?", first);

        var second = incident(alert("b", host));
        var third = incident(alert("c", host));

        assertThat(second).isNotEqualTo(first).isEqualTo(third);
        given().get("/api/incidents/" + first).then().body("status", equalTo("new"));
        given().get("/api/incidents/" + second).then().body("follows", equalTo(first));
    }

    @Test
    void an_incident_that_is_reopened_beside_its_successor_leaves_the_alerts_to_that_one() {
        var first = incident(alert("a", host));
        status(first, "resolved");
        var second = incident(alert("b", host));

        status(first, "in-progress");

        assertThat(incident(alert("c", host))).isEqualTo(second);
    }

    @Test
    void new_rules_hold_from_the_next_alert_on() {
        var rule = "rule-" + UUID.randomUUID();
        put(version(), List.of(Map.of("name", "per rule", "by", List.of("rule"), "window", "PT1H")))
                .statusCode(200)
                .body("version", equalTo(1));

        assertThat(incident(alert("a", host, rule))).isEqualTo(incident(alert("b", host + "-other", rule)));
    }

    @Test
    void rules_that_were_changed_meanwhile_are_not_overwritten() {
        var rules = List.of(Map.of("name", "hosts", "by", List.of("host")));
        var version = version();
        put(version, rules).statusCode(200);

        put(version, rules).statusCode(409).body("type", containsString("version-changed"));
    }

    @Test
    void a_rule_that_makes_no_sense_is_refused_with_its_number() {
        put(version(), List.of(Map.of("name", "x", "by", List.of("host"), "window", "soon")))
                .statusCode(422)
                .body("detail", containsString("Rule 1"));
        put(version(), List.of(Map.of("name", "x", "by", List.of("weather")))).statusCode(400);
    }

    @Test
    void a_change_stands_in_the_audit_trail() {
        put(version(), List.of(Map.of("name", "hosts", "by", List.of("host")))).statusCode(200);

        given().get("/api/policy/changes")
                .then()
                .statusCode(200)
                .body("findAll { it.what == 'grouping' }.actor", hasItem("root"));
    }

    private static int version() {
        return given().get("/api/policy/grouping")
                .then()
                .statusCode(200)
                .extract()
                .path("version");
    }

    private static io.restassured.response.ValidatableResponse put(int version, List<?> rules) {
        return given().contentType("application/json")
                .body(Map.of("version", version, "items", rules))
                .put("/api/policy/grouping")
                .then();
    }

    private static void status(String incident, String status) {
        given().contentType("application/json")
                .body(Map.of("status", status))
                .post("/api/incidents/" + incident + "/status")
                .then()
                .statusCode(204);
    }

    private List<String> sentences(String incident) {
        return sql.list("""
                select t.body::jsonb ->> 'sentence' as sentence from timeline_entry t join incident i on i.id = t.incident_id
                where i.number = ? and t.kind like 'incident-%' order by t.seq
                """, row -> row.text("sentence"), incident);
    }

    private String incident(Alert alert) {
        return requireNonNull(intake.take("wazuh", alert, alert.reference().getBytes(StandardCharsets.UTF_8))
                .incident());
    }

    private static Alert alert(String reference, String host) {
        return alert(reference, host, "5710");
    }

    private static Alert alert(String reference, String host, String rule) {
        return Alert.of(reference + host, "Brute force")
                .rule(rule, "Brute force")
                .severity(1)
                .host(host)
                .build();
    }
}
