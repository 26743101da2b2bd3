package dev.cordon.engine.recorder;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.cordon.engine.Given;
import dev.cordon.engine.Ndjson;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ProjectionTest {
    @Inject
    Given prepared;

    @Inject
    Sql sql;

    @Test
    void a_run_is_bound_to_its_instance_followed_and_ended_under_the_name_of_its_end_event() {
        var run = prepared.requestedRun();
        var start = Given.newKey();
        var end = Given.newKey();

        deliver(new Ndjson(run.instance())
                .correlated(run.id().toString())
                .element("ELEMENT_ACTIVATED", run.instance(), "contain-compromised-host", "PROCESS")
                .element("ELEMENT_ACTIVATED", start, "requested", "START_EVENT")
                .element("ELEMENT_COMPLETED", start, "requested", "START_EVENT"));
        assertThat(state(run)).isEqualTo("running");

        deliver(new Ndjson(run.instance())
                .element("ELEMENT_ACTIVATED", end, "rejected", "END_EVENT")
                .element("ELEMENT_COMPLETED", end, "rejected", "END_EVENT")
                .element("ELEMENT_COMPLETED", run.instance(), "contain-compromised-host", "PROCESS"));

        assertThat(state(run)).isEqualTo("completed");
        assertThat(prepared.timeline(run)).containsSubsequence("run-requested", "run-started", "run-ended");
        assertThat(steps(run))
                .containsExactlyInAnyOrder(
                        "contain-compromised-host completed", "requested completed", "rejected completed");
    }

    @Test
    void a_batch_that_comes_again_is_seen_once() {
        var run = prepared.requestedRun();
        var batch = new Ndjson(run.instance())
                .correlated(run.id().toString())
                .element("ELEMENT_ACTIVATED", run.instance(), "contain-compromised-host", "PROCESS")
                .decision(Given.newKey());

        deliver(batch);
        var once = prepared.timeline(run);
        deliver(batch);

        assertThat(prepared.timeline(run)).isEqualTo(once).containsOnlyOnce("decision-made");
    }

    @Test
    void a_task_shows_what_the_broker_recorded_whether_it_was_told_before_or_after() {
        for (var requestFirst : List.of(true, false)) {
            var run = prepared.requestedRun();
            var scope = Given.newKey();
            var key = Given.newKey();
            var request = "{\"title\":\"Contain WS-1\",\"targets\":[],\"actions\":[]}";
            var batch = new Ndjson(run.instance()).correlated(run.id().toString());
            if (requestFirst) {
                batch.request(scope, request).userTask("CREATED", key, scope, -1);
            } else {
                batch.userTask("CREATED", key, scope, -1).request(scope, request);
            }

            deliver(batch);

            assertThat(sql.one(
                            "select request ->> 'title' as title, digest from human_task where user_task_key = ?",
                            row -> row.text("title") + " " + row.text("digest").startsWith("sha256:"),
                            key))
                    .contains("Contain WS-1 true");
            assertThat(prepared.timeline(run)).contains("task-opened");
        }
    }

    @Test
    void a_task_that_somebody_completes_at_the_broker_is_on_record_and_approves_nothing() {
        var run = prepared.requestedRun();
        var scope = Given.newKey();
        var key = Given.newKey();

        deliver(new Ndjson(run.instance())
                .correlated(run.id().toString())
                .userTask("CREATED", key, scope, -1)
                .userTask("COMPLETED", key, scope, -1));

        assertThat(prepared.timeline(run)).endsWith("task-opened", "task-decided");
        assertThat(sql.list("select 1 as one from approval where run_id = ?", row -> row.number("one"), run.id()))
                .isEmpty();
    }

    @Test
    void whether_a_task_approves_or_picks_is_said_by_its_headers() {
        for (var headers : List.of(Map.of("approval", "true"), Map.of("picks", "target"), Map.of("picks", "nothing"))) {
            var run = prepared.requestedRun();
            var key = Given.newKey();

            deliver(new Ndjson(run.instance())
                    .correlated(run.id().toString())
                    .userTask("CREATED", key, Given.newKey(), -1, headers));

            assertThat(sql.one(
                            "select approval, picks from human_task where user_task_key = ?",
                            row -> Map.of("approval", row.bool("approval"), "picks", row.bool("picks")),
                            key))
                    .contains(Map.of(
                            "approval", headers.containsKey("approval"), "picks", headers.containsValue("target")));
        }
    }

    @Test
    void a_blocked_run_says_so_and_goes_on_when_it_is_resolved() {
        var run = prepared.requestedRun();
        var incident = Given.newKey();
        deliver(new Ndjson(run.instance()).correlated(run.id().toString()).incident("CREATED", incident));
        assertThat(state(run)).isEqualTo("blocked");

        deliver(new Ndjson(run.instance()).incident("RESOLVED", incident));

        assertThat(state(run)).isEqualTo("running");
        assertThat(prepared.timeline(run)).containsSubsequence("run-blocked", "run-unblocked");
    }

    @Test
    void instances_that_are_none_of_ours_are_passed_over() {
        deliver(new Ndjson(Given.newKey())
                .correlated("somebody-elses-key")
                .element("ELEMENT_ACTIVATED", Given.newKey(), "their-task", "SERVICE_TASK"));
    }

    @Test
    void what_is_no_record_is_refused_and_nothing_of_it_is_stored() {
        var run = prepared.requestedRun();
        var batch = new Ndjson(run.instance()).correlated(run.id().toString()).lines();

        post(batch + "{not json\n").statusCode(400);

        assertThat(state(run)).isEqualTo("requested");
    }

    @Test
    void a_heartbeat_is_an_empty_batch() {
        post("").statusCode(200).body("stored", equalTo(0));
    }

    private void deliver(Ndjson records) {
        post(records.lines()).statusCode(200);
    }

    private static io.restassured.response.ValidatableResponse post(String lines) {
        return given().auth()
                .preemptive()
                .basic("recorder", PostgresResource.RECORDER_SECRET)
                .config(io.restassured.config.RestAssuredConfig.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/x-ndjson", io.restassured.http.ContentType.TEXT)))
                .contentType("application/x-ndjson")
                .body(lines)
                .post("/internal/records")
                .then();
    }

    private String state(Given.Run run) {
        return sql.one("select state from playbook_run where id = ?", row -> row.text("state"), run.id())
                .orElseThrow();
    }

    private List<String> steps(Given.Run run) {
        return sql.list(
                "select element_id, state from step where run_id = ?",
                row -> row.text("element_id") + " " + row.text("state"),
                run.id());
    }
}
