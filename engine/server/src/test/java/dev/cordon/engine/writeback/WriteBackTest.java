package dev.cordon.engine.writeback;

import static dev.cordon.engine.PostgresResource.SOURCE_SECRET;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(
        user = "amina",
        roles = {"viewer", "responder"})
class WriteBackTest {
    private static final AtomicInteger OFFENSES = new AtomicInteger(1000);

    /// The offenses' account: what is about it joins one incident.
    private final String account = "user-" + UUID.randomUUID();

    @Inject
    Sql sql;

    @Inject
    InstantSource clock;

    @Test
    void closing_an_incident_asks_for_a_run_that_tells_the_alerts_products() {
        var first = offense();
        var second = offense();
        var number = send("qradar", "[%s, %s]".formatted(first.json(), second.json()));

        close(number, "{\"verdict\": \"false-positive\", \"reason\": \"our own scanner\"}");

        var run = onlyRun(number);
        assertThat(run.trigger()).isEqualTo("closure:1");
        assertThat(run.requestedBy()).isEqualTo("amina");
        assertThat(run.reason()).isEqualTo("our own scanner");
        assertThat(run.target().path("alerts").findValuesAsText("id"))
                .containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(run.target().path("alerts").findValuesAsText("vendor")).containsOnly("qradar-emea");
        assertThat(run.target().path("alerts").findValuesAsText("is")).containsOnly("alert");
        assertThat(sql.list("""
                        select payload -> 'variables' ->> 'verdict' as verdict from outbox
                        where payload ->> 'playbook' = 'report-verdict' and payload ->> 'runId' = ?
                        """, row -> row.text("verdict"), run.id())).containsExactly("false-positive");
        assertThat(timeline(number))
                .containsSubsequence(
                        "Closed as false-positive: our own scanner",
                        "Closing at their source: alerts 2",
                        "Asked for playbook report-verdict: our own scanner");
    }

    @Test
    void products_are_told_in_runs_of_their_own_so_that_one_that_is_away_holds_up_no_other() {
        send("qradar", offense().json());
        var number = send("qradar-asia", offense().json());
        send("qradar", offense().json());

        close(number, "{\"verdict\": \"benign\", \"reason\": \"a test\"}");

        eventually(() -> assertThat(runs(number)).hasSize(2));
        assertThat(runs(number))
                .extracting(Run::trigger, run -> run.target().path("alerts").findValuesAsText("vendor"))
                .containsExactlyInAnyOrder(
                        tuple("closure:1", List.of("qradar-emea", "qradar-emea")),
                        tuple("closure:1/2", List.of("qradar-asia")));
    }

    @Test
    void a_product_that_is_away_is_waited_for_for_a_week() {
        var number = send("qradar", offense().json());
        close(number, "{\"verdict\": \"benign\", \"reason\": \"a test\"}");

        assertThat(sql.list(
                        """
                        select payload -> 'variables' ->> 'until' as until from outbox where payload ->> 'runId' = ?
                        """,
                        row -> Instant.parse(row.text("until")),
                        onlyRun(number).id()))
                .singleElement()
                .satisfies(until -> assertThat(until)
                        .isCloseTo(clock.instant().plus(Duration.ofDays(7)), within(5, ChronoUnit.MINUTES)));
    }

    @Test
    void an_alert_that_does_not_say_what_its_product_calls_it_is_left_there_and_that_is_said() {
        var number = send("qradar", """
                {"source": "qradar", "rule": "Beacon", "event_id": "%s", "start_time_ms": "1700000000000", "username": "%s"}
                """.formatted(UUID.randomUUID(), account));

        close(number, "{\"verdict\": \"benign\", \"reason\": \"a test\"}");

        eventually(() -> assertThat(timeline(number))
                .endsWith("No alert can be closed at its source; left there without an id of their product: 1"));
        assertThat(runs(number)).isEmpty();
    }

    @Test
    void whoever_closes_it_can_leave_the_sources_out() {
        var number = send("qradar", offense().json());

        close(number, "{\"verdict\": \"benign\", \"reason\": \"a test\", \"writeBack\": false}");

        assertThat(timeline(number)).endsWith("Closed as benign: a test", "The sources of the alerts are not told");
        assertThat(promises(number)).isZero();
        assertThat(runs(number)).isEmpty();
    }

    @Test
    void a_source_that_is_not_set_up_to_hears_nothing() {
        var number = send("qradar-silent", offense().json());

        close(number, "{\"verdict\": \"benign\", \"reason\": \"a test\"}");

        eventually(() -> assertThat(promises(number)).isZero());
        assertThat(timeline(number)).endsWith("Closed as benign: a test");
        assertThat(runs(number)).isEmpty();
    }

    @Test
    void of_very_many_alerts_five_hundred_are_told_in_runs_of_fifty_and_the_rest_is_counted() {
        send("qradar", many(500));
        var number = send("qradar", many(3));

        close(number, "{\"verdict\": \"true-positive\", \"reason\": \"password spraying\"}");

        eventually(() -> assertThat(runs(number)).hasSize(10));
        assertThat(sql.list("""
                        select body::jsonb -> 'detail' ->> 'alerts' || ' and ' || (body::jsonb -> 'detail' ->> 'beyond') as told
                        from timeline_entry t join incident i on i.id = t.incident_id
                        where i.number = ? and t.kind = 'write-back-asked'
                        """, row -> row.text("told"), number)).containsExactly("500 and 3");
        assertThat(runs(number)).extracting(Run::trigger).contains("closure:1", "closure:1/2", "closure:1/10");
        assertThat(runs(number).stream().flatMap(run -> run.target().path("alerts").findValuesAsText("id").stream()))
                .hasSize(500)
                .doesNotHaveDuplicates();
        assertThat(runs(number))
                .allSatisfy(run -> assertThat(run.target().toString().length()).isLessThan(16_000));
    }

    @Test
    void an_unknown_verdict_closes_nothing() {
        var number = send("qradar", offense().json());

        given().contentType(ContentType.JSON)
                .body("{\"verdict\": \"solved\", \"reason\": \"x\"}")
                .post("/api/incidents/" + number + "/closure")
                .then()
                .statusCode(400)
                .body("detail", containsString("insufficient-data"));
        assertThat(timeline(number)).noneMatch(line -> line.startsWith("Closed"));
    }

    @Test
    void nobody_starts_it_by_hand() {
        var number = send("qradar", offense().json());

        given().contentType(ContentType.JSON)
                .header("Idempotency-Key", "k-" + account)
                .body("""
                        {"incident": "%s", "inputs": {"target": {"host": "WS-1"}, "reason": "x"}}
                        """.formatted(number))
                .post("/api/playbooks/report-verdict/runs")
                .then()
                .statusCode(400);
    }

    private record Offense(String id, String json) {}

    private Offense offense() {
        var id = OFFENSES.incrementAndGet();
        return new Offense(String.valueOf(id), """
                {"id": %d, "description": "Password spraying", "status": "OPEN", "magnitude": 5, "offense_type": 3,
                 "offense_source": "%s"}
                """.formatted(id, account));
    }

    private String many(int count) {
        return IntStream.range(0, count).mapToObj(i -> offense().json()).collect(Collectors.joining(",", "[", "]"));
    }

    private static String send(String source, String body) {
        var path = given().header("Authorization", "Bearer " + SOURCE_SECRET)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/hooks/" + source)
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();
        return path.getString(body.strip().startsWith("[") ? "items[0].incident" : "incident");
    }

    private static void close(String number, String closure) {
        given().contentType(ContentType.JSON)
                .body(closure)
                .post("/api/incidents/" + number + "/closure")
                .then()
                .statusCode(204);
    }

    private record Run(String id, String trigger, String requestedBy, String reason, JsonNode target) {}

    private Run onlyRun(String number) {
        eventually(() -> assertThat(runs(number)).hasSize(1));
        return runs(number).getFirst();
    }

    private List<Run> runs(String number) {
        return sql.list(
                """
                select r.* from playbook_run r join incident i on i.id = r.incident_id
                where i.number = ? and r.playbook_id = 'report-verdict'
                """,
                row -> new Run(
                        row.uuid("id").toString(),
                        row.text("trigger"),
                        row.text("requested_by"),
                        row.text("reason"),
                        row.json("target")),
                number);
    }

    private int promises(String number) {
        return sql.one("""
                        select count(*) as n from outbox o join incident i on i.id::text = o.payload ->> 'incidentId'
                        where o.kind = 'WRITE_BACK' and i.number = ?
                        """, row -> row.number("n"), number).orElseThrow();
    }

    /// The promise is kept right after the commit, by somebody else.
    private static void eventually(Runnable assertion) {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    private List<String> timeline(String number) {
        return given().queryParam("limit", 500)
                .get("/api/incidents/" + number + "/timeline")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.sentence", String.class);
    }
}
