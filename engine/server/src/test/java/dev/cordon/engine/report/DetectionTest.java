package dev.cordon.engine.report;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.sql.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(
        user = "rita",
        roles = {"viewer", "responder", "admin"})
class DetectionTest {
    private static final String PATH = "/api/reports/detections";

    private final String rule = "rule-" + UUID.randomUUID();

    @Inject
    Sql sql;

    @Inject
    MeterRegistry metrics;

    @Inject
    InstantSource clock;

    @Test
    void a_rule_shows_what_its_alerts_came_to() {
        var wrong = send("a", "web-" + rule);
        var right = send("b", "db-" + rule);
        send("c", "mail-" + rule);
        send("c", "mail-" + rule);
        send("c", "mail-" + rule);
        send("c", "mail-" + rule, "worse");
        suppress("lab-" + rule);
        assertThat(send("d", "lab-" + rule)).isNull();
        hoursAgo(1);
        post(wrong, "closure", Map.of("verdict", "false-positive", "reason", "a backup"));
        post(right, "assignment", Map.of("assignee", "rita"));
        post(right, "status", Map.of("status", "resolved"));

        var row = "items.find { it.ruleId == '%s' }.".formatted(rule);
        var report = report("?source=wazuh&limit=500");
        assertThat(report.getString(row + "source")).isEqualTo("wazuh");
        assertThat(report.getString(row + "ruleName")).isEqualTo("brute force");
        assertThat(report.getInt(row + "alerts")).isEqualTo(4);
        assertThat(report.getInt(row + "suppressed")).isEqualTo(1);
        assertThat(report.getInt(row + "updates")).isEqualTo(1);
        assertThat(report.getInt(row + "duplicates")).isEqualTo(3);
        assertThat(report.getInt(row + "incidents")).isEqualTo(3);
        assertThat(report.getMap(row + "verdicts")).isEqualTo(Map.of("false-positive", 1));
        assertThat(report.getDouble(row + "falsePositiveRate")).isEqualTo(1.0);
        assertThat(report.getInt(row + "triage.incidents")).isEqualTo(2);
        assertThat(report.getInt(row + "triage.median")).isBetween(3600, 3700);
        assertThat(report.getInt(row + "closure.incidents")).isEqualTo(2);
        assertThat(report.getInt(row + "closure.p90")).isBetween(3600, 3700);
    }

    @Test
    void the_first_time_that_somebody_takes_it_up_counts() {
        var incident = send("a", "web-" + rule);
        assertThat(takenUp(incident)).isNull();
        post(incident, "assignment", Map.of());
        assertThat(takenUp(incident)).isNull();

        post(incident, "status", Map.of("status", "in-progress"));
        var first = takenUp(incident);
        post(incident, "assignment", Map.of("assignee", "rita"));
        post(incident, "closure", Map.of("verdict", "benign", "reason", "r"));

        assertThat(first).isNotNull();
        assertThat(takenUp(incident)).isEqualTo(first);
    }

    @Test
    void an_alert_outside_of_the_time_asked_for_does_not_count() {
        send("a", "web-" + rule);
        hoursAgo(48);
        send("b", "db-" + rule);
        var day = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.DAYS);

        var find = "items.find { it.ruleId == '%s' }.alerts".formatted(rule);
        assertThat(report("?limit=500&from=" + day).getInt(find)).isEqualTo(1);
        assertThat(report("?limit=500&to=" + day).getInt(find)).isEqualTo(1);
        assertThat(report("?limit=500").getInt(find)).isEqualTo(2);
        assertThat(report("?limit=500&source=splunk").getString(find)).isNull();
    }

    @Test
    void pages_show_every_rule_once_and_in_one_order() {
        for (var ending : List.of("", "/x", "'\u00e4\"")) {
            send(UUID.randomUUID().toString(), "web-" + rule, "brute force", rule + ending);
        }
        var paged = new ArrayList<String>();
        var cursor = "";
        do {
            var page = report("?source=wazuh&limit=2" + cursor);
            paged.addAll(page.getList("items.ruleId"));
            cursor = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
        } while (!cursor.isEmpty());

        assertThat(paged).doesNotHaveDuplicates().contains(rule, rule + "/x", rule + "'\u00e4\"");
        assertThat(paged).isEqualTo(report("?source=wazuh&limit=500").getList("items.ruleId"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "to=%2B999999999-12-31T23:59:59Z",
                "from=2026-11-21T10:00:00Z&to=2026-11-21T10:00:00Z",
                "from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
                "cursor=%25",
                "cursor=YQ"
            })
    void what_is_no_time_and_no_cursor_is_refused(String query) {
        given().urlEncodingEnabled(false).get(PATH + "?" + query).then().statusCode(400);
    }

    @Test
    void what_becomes_of_alerts_is_measured_by_source() {
        var accepted = measured("accepted");
        var duplicate = measured("duplicate");
        var rejected = measured("rejected");
        var refused = measured("refused");
        send("a", "web-" + rule);
        send("a", "web-" + rule);
        hook(PostgresResource.SOURCE_SECRET, "{\"no\": \"%s\"}".formatted(rule));
        hook("wrong", "{}");

        assertThat(measured("accepted")).isEqualTo(accepted + 1);
        assertThat(measured("duplicate")).isEqualTo(duplicate + 1);
        assertThat(measured("rejected")).isEqualTo(rejected + 1);
        assertThat(measured("refused")).isEqualTo(refused + 1);
    }

    private double measured(String outcome) {
        return metrics.counter("cordon.alerts", "source", "wazuh", "outcome", outcome)
                .count();
    }

    private void hoursAgo(int hours) {
        sql.update(
                "update alert set received_at = received_at - make_interval(hours => ?) where rule_id = ?",
                hours,
                rule);
    }

    private @Nullable Instant takenUp(@Nullable String incident) {
        return sql.list(
                        "select triaged_at from incident where number = ?",
                        row -> new Taken(row.instantOrNull("triaged_at")),
                        incident)
                .getFirst()
                .at();
    }

    private record Taken(@Nullable Instant at) {}

    private void suppress(String host) {
        given().contentType(ContentType.JSON)
                .body(Map.of(
                        "host",
                        host,
                        "owner",
                        "o",
                        "reason",
                        "r",
                        "expiresAt",
                        Instant.now().plus(30, ChronoUnit.DAYS).toString()))
                .post("/api/policy/suppressions")
                .then()
                .statusCode(201);
    }

    private static void post(@Nullable String incident, String verb, Map<String, String> body) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/incidents/%s/%s".formatted(incident, verb))
                .then()
                .statusCode(204);
    }

    private static JsonPath report(String query) {
        return given().get(PATH + query).then().statusCode(200).extract().jsonPath();
    }

    private @Nullable String send(String id, String host) {
        return send(id, host, "brute force");
    }

    private @Nullable String send(String id, String host, String title) {
        return send(id + rule, host, title, rule);
    }

    private static @Nullable String send(String id, String host, String title, String rule) {
        var alert = Map.of(
                "id", id,
                "rule", Map.of("level", 10, "description", title, "id", rule),
                "agent", Map.of("id", "001", "name", host),
                "manager", Map.of("name", "m"));
        return given().header("Authorization", "Bearer " + PostgresResource.SOURCE_SECRET)
                .contentType(ContentType.JSON)
                .body(alert)
                .post("/hooks/wazuh")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getString("incident");
    }

    private static void hook(String secret, String body) {
        given().header("Authorization", "Bearer " + secret)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/hooks/wazuh");
    }
}
