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
    void a_playbook_that_begins_is_a_decision_as_well_and_who_joins_another_incidents_run_is_served_by_it() {
        var own = send("a", "web-" + rule);
        var joined = send("b", "db-" + rule);
        var waiting = send("c", "mail-" + rule);
        var nobody = send("d", "file-" + rule);
        hoursAgo(2);
        var run = run(own, 60);
        join(joined, run, 90);
        join(joined, run, 30);
        join(waiting, run(null, 0), 10);
        post(own, "assignment", Map.of("assignee", "rita"));

        var row = "items.find { it.ruleId == '%s' }.".formatted(rule);
        var report = report("?limit=500");
        assertThat(report.getInt(row + "incidents")).isEqualTo(4);
        assertThat(report.getInt(row + "triage.incidents"))
                .as("not %s, not %s", waiting, nobody)
                .isEqualTo(2);
        assertThat(report.getInt(row + "triage.automatic")).isEqualTo(2);
        // both one hour after their alert: the join came before the run began
        assertThat(report.getInt(row + "triage.median")).isBetween(3600, 3700);
        assertThat(report.getInt(row + "triage.p90")).isBetween(3600, 3700);
        assertThat(report.getMap(row + "verdicts"))
                .as("a verdict is a person's")
                .isEmpty();
    }

    @Test
    void an_alert_that_joins_what_is_in_somebodys_hands_already_lay_nowhere() {
        var other = "earlier-" + rule;
        var incident = send("a" + rule, "web-" + rule, "brute force", other);
        post(incident, "assignment", Map.of("assignee", "rita"));
        assertThat(send("b", "web-" + rule)).isEqualTo(incident);

        var row = "items.find { it.ruleId == '%s' }.".formatted(rule);
        var report = report("?limit=500");
        assertThat(report.getInt(row + "triage.incidents")).isEqualTo(1);
        assertThat(report.getInt(row + "triage.automatic")).isZero();
        assertThat(report.getInt(row + "triage.median")).isZero();
    }

    @Test
    void the_whole_report_comes_as_a_table_in_which_nothing_is_a_formula() {
        var formula = "=cmd|' /C calc'!A0";
        send("a" + rule, "web-" + rule, formula, "@" + rule);
        send("b" + rule, "db-" + rule, "a \"quoted\", one", rule);

        var answer = given().header("Accept", "text/csv")
                .get(PATH + "?source=wazuh")
                .then()
                .statusCode(200);
        assertThat(answer.extract().contentType()).startsWith("text/csv");
        var lines = answer.extract().asString().split("\r\n");
        assertThat(lines[0]).startsWith("source,ruleId,ruleName,alerts,").contains(",verdicts.false-positive,");
        assertThat(lines)
                .contains(
                        "wazuh,'@%s,'%s,1,0,0,0,1,0,0,0,0,0,0,0,,0,0,,,0,,".formatted(rule, formula),
                        "wazuh,%s,\"a \"\"quoted\"\", one\",1,0,0,0,1,0,0,0,0,0,0,0,,0,0,,,0,,".formatted(rule));
        assertThat(report("?source=wazuh").getList("items"))
                .as("without asking for it")
                .isNotEmpty();
        given().header("Accept", "*/*").get(PATH).then().statusCode(200).contentType(ContentType.JSON);
        given().header("Accept", "text/csv")
                .get(PATH + "?from=yesterday")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "\n=1", "  =1", "\uFF1D1"})
    void whatever_begins_like_a_formula_is_text(String hostile) {
        var csv = new Csv();
        csv.line(List.of(hostile, "a" + hostile, 7));

        assertThat(csv.toString())
                .startsWith(hostile.matches("(?s).*[\t\r\n].*") ? "\"'" : "'")
                .contains(hostile);
        assertThat(csv.toString()).endsWith(",7\r\n").doesNotContain("'a");
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
        var suppressed = measured("suppressed");
        var duplicate = measured("duplicate");
        var rejected = measured("rejected");
        var refused = measured("refused");
        send("a", "web-" + rule);
        send("a", "web-" + rule);
        hook(PostgresResource.SOURCE_SECRET, "{\"no\": \"%s\"}".formatted(rule));
        hook("wrong", "{}");
        suppress("lab-" + rule);
        send("b", "lab-" + rule);

        assertThat(measured("accepted")).isEqualTo(accepted + 1);
        assertThat(measured("suppressed")).isEqualTo(suppressed + 1);
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

    /// @param incident whose it is; null: anybody's
    /// @param minutesAgo when it began; 0: it has not
    private UUID run(@Nullable String incident, int minutesAgo) {
        var id = UUID.randomUUID();
        sql.update(
                """
                insert into playbook_run (id, incident_id, playbook_id, trigger, target, target_key, reason, requested_by,
                    requested_at, started_at)
                select ?, id, 'isolate-host', ?, '{}', ?, 'r', 'rita', ?, ?
                from incident where ?::text is null or number = ? order by id desc limit 1
                """,
                id,
                id.toString(),
                id.toString(),
                clock.instant(),
                minutesAgo == 0 ? null : clock.instant().minus(minutesAgo, ChronoUnit.MINUTES),
                incident,
                incident);
        return id;
    }

    private void join(@Nullable String incident, UUID run, int minutesAgo) {
        sql.update(
                """
                insert into playbook_run_join (run_id, incident_id, playbook_id, trigger, requested_by, joined_at)
                select ?, id, 'isolate-host', ?, 'rita', ? from incident where number = ?
                """,
                run,
                UUID.randomUUID().toString(),
                clock.instant().minus(minutesAgo, ChronoUnit.MINUTES),
                incident);
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
