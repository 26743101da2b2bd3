package dev.cordon.engine.connector;

import static dev.cordon.engine.connector.WorkerSays.LET_IN;
import static dev.cordon.engine.connector.WorkerSays.MISSING;
import static dev.cordon.engine.connector.WorkerSays.QUIET;
import static dev.cordon.engine.connector.WorkerSays.REACHABLE;
import static dev.cordon.engine.connector.WorkerSays.UNTOLD;
import static dev.cordon.engine.connector.WorkerSays.state;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.cordon.contract.connector.Health;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.TestClock;
import dev.cordon.engine.sql.Sql;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(
        user = "otto",
        roles = {"viewer", "admin"})
class ConnectorTest {
    private final String name = "crowdstrike-" + UUID.randomUUID();
    private final WorkerSays first = new WorkerSays("worker-" + UUID.randomUUID());
    private final WorkerSays second = new WorkerSays("worker-" + UUID.randomUUID());

    @Inject
    TestClock clock;

    @Inject
    ReportTable table;

    @Inject
    Standings standings;

    @Inject
    Sql sql;

    @Test
    void a_connector_is_shown_once_over_all_workers_that_report_it() {
        var earlier = clock.instant().minusSeconds(60);
        var later = earlier.plusSeconds(30);
        first.that(state(name, new Health(30, 0, 120L, "closed", 300, 250, "slow", earlier), later, REACHABLE));
        second.that(
                state(name, new Health(60, 10, 900L, "open", 300, 10, "refused", later), earlier, REACHABLE, MISSING));

        seen().statusCode(200)
                .body("product", equalTo("crowdstrike"))
                .body("jobTypes", contains("host.isolate"))
                .body("workers", equalTo(2))
                .body("state", equalTo("bad"))
                .body("checkedAt", equalTo(later.toString()))
                .body("findings.verdict", contains("good", "bad"))
                .body("health.succeeded", equalTo(90))
                .body("health.failed", equalTo(10))
                .body("health.successRate", equalTo(0.9f))
                .body("health.latencyMillis", equalTo(900))
                .body("health.breaker", equalTo("open"))
                .body("health.budget", equalTo(600))
                .body("health.budgetLeft", equalTo(260))
                .body("health.lastProblem", equalTo("refused"));
        given().get("/api/connectors").then().body("items.name", hasItem(name));
    }

    @Test
    void what_was_not_checked_or_could_not_be_told_is_unknown() {
        first.that(state(name, null));
        seen().body("state", equalTo("unknown")).body("health.successRate", nullValue());

        first.that(state(name, clock.instant(), UNTOLD));
        seen().body("state", equalTo("unknown"));

        first.that(state(name, clock.instant(), REACHABLE, UNTOLD));
        seen().body("state", equalTo("unknown"));
    }

    @Test
    void a_right_that_cannot_be_tried_is_no_reason_to_call_a_connector_anything_but_good() {
        first.that(state(name, clock.instant(), REACHABLE, LET_IN, UNTOLD));

        seen().body("state", equalTo("good")).body("findings.verdict", contains("good", "good", "unknown"));
    }

    @Test
    void what_nobody_reports_any_more_is_away_and_keeps_its_last_report() {
        first.that(state(name, clock.instant(), REACHABLE, MISSING));
        var reported = seen().extract().path("lastReportAt").toString();
        clock.forward(Duration.ofSeconds(29));
        seen().body("state", equalTo("bad"));

        clock.forward(Duration.ofSeconds(1));

        seen().body("state", equalTo("away"))
                .body("workers", equalTo(0))
                .body("findings.check", contains("reachable", "Hosts: Write"))
                .body("lastReportAt", equalTo(reported));
        second.that(state("another-" + name, null)).statusCode(200).body("workers", equalTo(1));
        first.that(state(name, clock.instant(), LET_IN)).body("workers", equalTo(2));
        seen().body("state", equalTo("good"));
    }

    @Test
    void a_check_is_asked_of_each_worker_until_it_has_done_one() {
        var before = clock.instant();
        first.that(state(name, before, MISSING)).body("check", equalTo(List.of()));
        clock.forward(Duration.ofSeconds(1));

        given().post("/api/connectors/" + name + "/check").then().statusCode(202);

        first.that(state(name, before, MISSING)).body("check", contains(name));
        first.that(state(name, before, MISSING)).body("check", contains(name));
        second.that(state(name, null)).body("check", contains(name));
        second.that(state("another-" + name, null)).body("check", equalTo(List.of()));
        clock.forward(Duration.ofSeconds(1));
        first.that(state(name, clock.instant(), REACHABLE)).body("check", equalTo(List.of()));
    }

    @Test
    void a_check_that_no_report_answers_is_not_asked_for_ever() {
        first.that(state(name, null));
        given().post("/api/connectors/" + name + "/check").then().statusCode(202);
        first.that(state(name, null)).body("check", contains(name));

        clock.forward(Duration.ofMinutes(6));

        first.that(state(name, null)).body("check", equalTo(List.of()));
    }

    @Test
    void a_name_nobody_reported_is_not_found() {
        seen().statusCode(404);
        given().post("/api/connectors/" + name + "/check").then().statusCode(404);
    }

    @Test
    void a_restarted_server_knows_what_was_reported() {
        first.that(state(name, clock.instant(), MISSING), state("also-" + name, null));
        second.that(state(name, clock.instant(), REACHABLE));

        var restarted = new ConnectorReports(table, standings, clock);
        restarted.load(new StartupEvent());

        assertThat(restarted.find(name)).hasValueSatisfying(view -> {
            assertThat(view.state()).isEqualTo(Standing.BAD);
            assertThat(view.workers()).isEqualTo(2);
        });
        assertThat(restarted.find("also-" + name)).isPresent();
        clock.forward(Duration.ofSeconds(30));
        assertThat(restarted.find(name))
                .hasValueSatisfying(view -> assertThat(view.state()).isEqualTo(Standing.AWAY));
    }

    @Test
    void a_report_that_only_counts_on_is_written_every_thirty_seconds() {
        var checked = clock.instant();
        first.that(state(name, counted(1), checked, REACHABLE));
        var written = writtenAt();

        first.that(state(name, counted(2), checked, REACHABLE));
        assertThat(writtenAt()).isEqualTo(written);
        seen().body("health.succeeded", equalTo(2));

        first.that(state(name, counted(3), checked, MISSING));
        assertThat(writtenAt()).isAfter(written);

        var changed = writtenAt();
        clock.forward(Duration.ofSeconds(30));
        first.that(state(name, counted(4), checked, MISSING));
        assertThat(writtenAt()).isAfter(changed);
    }

    @Test
    void of_workers_that_are_long_gone_only_the_last_word_on_a_connector_is_kept() {
        first.that(state(name, null), state("only-" + name, null));
        clock.forward(Duration.ofHours(2));
        second.that(state(name, null));

        assertThat(sql.list(
                        "select worker, name from connector_report where name like ?",
                        row -> Map.entry(row.text("worker"), row.text("name")),
                        "%" + name))
                .containsExactlyInAnyOrder(Map.entry(first.worker(), "only-" + name), Map.entry(second.worker(), name));
    }

    @Test
    void a_report_that_cannot_be_is_refused() {
        first.that(state(name, null), state(name, null)).statusCode(400);
        first.that(state("line\nbreak", null)).statusCode(400);
        first.says(Map.of("connectors", List.of(Map.of("name", name)))).statusCode(400);
        first.says(Map.of(
                        "connectors",
                        List.of(Map.of(
                                "name",
                                name,
                                "product",
                                "x",
                                "health",
                                QUIET,
                                "findings",
                                List.of(Map.of("check", "x"))))))
                .statusCode(400);
        first.says("null").statusCode(400);
        new WorkerSays("w".repeat(256)).that(state(name, null)).statusCode(400);

        seen().statusCode(404);
    }

    @Test
    void health_is_up_and_names_what_is_bad_and_metrics_say_so_too() {
        first.that(state(name, clock.instant(), MISSING));
        given().get("/q/health/ready")
                .then()
                .body("checks.find { it.name == 'connectors' }.status", equalTo("UP"))
                .body("checks.find { it.name == 'connectors' }.data.bad", containsString(name));
        assertThat(metric("bad")).isEqualTo("1.0");

        first.that(state(name, clock.instant(), LET_IN));
        given().get("/q/health/ready")
                .then()
                .body("checks.find { it.name == 'connectors' }.data.bad", not(containsString(name)));
        assertThat(metric("bad")).isEqualTo("0.0");
        assertThat(metric("good")).isEqualTo("1.0");
    }

    private String metric(String state) {
        var line = "cordon_connector_state{connector=\"%s\",state=\"%s\",} ".formatted(name, state);
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(it -> it.startsWith(line))
                .map(it -> it.substring(line.length()))
                .findFirst()
                .orElse("no metric");
    }

    private static Health counted(long succeeded) {
        return new Health(succeeded, 0, succeeded, "closed", 300, (int) (300 - succeeded), null, null);
    }

    private ValidatableResponse seen() {
        return given().get("/api/connectors/" + name).then();
    }

    private Instant writtenAt() {
        return sql.one(
                        "select reported_at from connector_report where name = ?",
                        row -> row.instant("reported_at"),
                        name)
                .orElseThrow();
    }
}
