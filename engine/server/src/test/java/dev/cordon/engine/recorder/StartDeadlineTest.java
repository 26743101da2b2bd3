package dev.cordon.engine.recorder;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.cordon.contract.JobType;
import dev.cordon.engine.Given;
import dev.cordon.engine.Ndjson;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.TestClock;
import dev.cordon.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class StartDeadlineTest {
    @Inject
    Given prepared;

    @Inject
    StartDeadline deadline;

    @Inject
    RecorderSays recorder;

    @Inject
    TestClock clock;

    @Inject
    Sql sql;

    @Test
    void a_run_that_the_broker_never_began_is_given_up_and_its_message_is_not_sent_any_more() {
        var run = prepared.requestedRun();
        assertThat(promises(run)).contains("START_RUN");

        clock.forward(Duration.ofMinutes(16));
        recorder.isThere();
        deadline.check();

        assertThat(state(run)).isEqualTo("failed");
        assertThat(prepared.timeline(run)).containsOnlyOnce("run-ended");
        clock.forward(Duration.ofMinutes(2));
        var until = System.nanoTime() + 30_000_000_000L;
        while (promises(run).contains("START_RUN")) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    @Test
    void nothing_is_given_up_before_its_time_or_while_the_recorder_is_silent_or_behind() {
        var run = prepared.requestedRun();
        clock.forward(Duration.ofMinutes(14));
        recorder.isThere();
        deadline.check();
        assertThat(state(run)).isEqualTo("requested");

        clock.forward(Duration.ofMinutes(2));
        deadline.check();
        recorder.isBehind(Duration.ofMinutes(20));
        deadline.check();
        assertThat(state(run)).isEqualTo("requested");
    }

    @Test
    void what_begins_after_all_is_granted_nothing_and_cancelled() {
        var run = prepared.requestedRun();
        clock.forward(Duration.ofMinutes(16));
        recorder.isThere();
        deadline.check();

        given().auth()
                .preemptive()
                .basic("recorder", PostgresResource.RECORDER_SECRET)
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)))
                .contentType("application/x-ndjson")
                .body(new Ndjson(run.instance())
                        .correlated(run.id().toString())
                        .element("ELEMENT_ACTIVATED", run.instance(), "contain-compromised-host", "PROCESS")
                        .lines())
                .post("/internal/records")
                .then()
                .statusCode(200);

        assertThat(state(run)).isEqualTo("failed");
        assertThat(prepared.timeline(run)).containsSubsequence("run-ended", "run-cancelled");
        assertThat(promises(run)).contains("CANCEL_RUN");
        given().auth()
                .preemptive()
                .basic("worker", PostgresResource.WORKER_SECRET)
                .contentType(ContentType.JSON)
                .body(run.intends(JobType.HOST_ISOLATE, Given.workstation()))
                .post("/internal/ledger/claims")
                .then()
                .statusCode(200)
                .body("code", equalTo("run-over"));
    }

    private String state(Given.Run run) {
        return sql.one("select state from playbook_run where id = ?", row -> row.text("state"), run.id())
                .orElseThrow();
    }

    private List<String> promises(Given.Run run) {
        return sql.list(
                "select kind from outbox where payload ->> 'runId' = ?",
                row -> row.text("kind"),
                run.id().toString());
    }
}
