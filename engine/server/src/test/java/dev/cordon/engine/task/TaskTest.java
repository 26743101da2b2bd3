package dev.cordon.engine.task;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.cordon.engine.Given;
import dev.cordon.engine.Ids;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TaskTest {
    private static final String FORM = """
            {"components": [{"type": "radio", "key": "decision", "validate": {"required": true},
                "values": [{"value": "approve"}, {"value": "reject"}]},
              {"type": "group", "components": [{"type": "textarea", "key": "comment", "validate": {"maxLength": 20}}]}]}
            """;

    @Inject
    Given prepared;

    @Inject
    Sql sql;

    private record Waiting(UUID id, String digest, Given.Run run) {}

    @Test
    @TestSecurity(
            user = "amina",
            roles = {"viewer", "approver"})
    void an_approver_sees_exactly_what_will_happen_and_the_decision_binds_to_it() {
        var task = waiting("ravi");

        given().get("/api/tasks/" + task.id())
                .then()
                .statusCode(200)
                .body("targets[0].id", equalTo("aid-1"))
                .body("mayDecide", equalTo(true))
                .body("form.components[0].key", equalTo("decision"));
        complete(task, task.digest(), Map.of("decision", "approve", "comment", "seen it"))
                .statusCode(200);

        assertThat(sql.list(
                        "select approver, approved, targets, actions from approval where task_id = ?",
                        row -> row.text("approver")
                                + row.bool("approved")
                                + row.texts("targets")
                                + row.texts("actions"),
                        task.id()))
                .containsExactly("aminatrue[host:crowdstrike:aid-1][host.isolate]");
        assertThat(prepared.timeline(task.run())).endsWith("task-decided");
        assertThat(sql.one(
                        "select payload from outbox where kind = 'COMPLETE_TASK' and payload -> 'answer' ->> 'by' = 'amina'"
                                + " and payload -> 'answer' ->> 'comment' = 'seen it' limit 1",
                        row -> row.json("payload")))
                .isPresent();
    }

    @Test
    @TestSecurity(
            user = "rosa",
            roles = {"viewer", "responder", "approver"})
    void who_asked_for_the_run_cannot_approve_it() {
        var task = waiting("rosa");

        given().get("/api/tasks/" + task.id()).then().body("mayDecide", equalTo(false));
        complete(task, task.digest(), Map.of("decision", "approve"))
                .statusCode(403)
                .body("type", endsWith("requester-cannot-approve"));

        assertUndecided(task);
    }

    @Test
    @TestSecurity(
            user = "ravi",
            roles = {"viewer", "responder"})
    void whoever_is_in_none_of_the_groups_cannot_decide() {
        var task = waiting("source:wazuh");

        complete(task, task.digest(), Map.of("decision", "approve"))
                .statusCode(403)
                .body("type", endsWith("not-entitled"));

        assertUndecided(task);
    }

    @Test
    @TestSecurity(
            user = "amina",
            roles = {"viewer", "approver"})
    void an_answer_to_something_else_than_was_shown_decides_nothing() {
        var task = waiting("ravi");

        complete(task, "sha256:0000", Map.of("decision", "approve"))
                .statusCode(409)
                .body("type", endsWith("digest-changed"));

        assertUndecided(task);
    }

    @Test
    @TestSecurity(
            user = "amina",
            roles = {"viewer", "approver"})
    void an_answer_that_does_not_fit_the_form_decides_nothing() {
        var task = waiting("ravi");
        for (var values : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("decision", "maybe"),
                Map.of("decision", List.of("approve")),
                Map.of("decision", "approve", "approver", "somebody else"),
                Map.of("decision", "approve", "comment", "longer than the twenty characters it may have"))) {
            complete(task, task.digest(), values).statusCode(400);
        }

        assertUndecided(task);
    }

    @Test
    @TestSecurity(
            user = "amina",
            roles = {"viewer", "approver"})
    void reading_decides_nothing_whatever_the_address_says() {
        var task = waiting("ravi");
        for (var path : List.of("", "/completion", "/completion?decision=approve&digest=" + task.digest(), "/claim")) {
            given().get("/api/tasks/" + task.id() + path);
            given().head("/api/tasks/" + task.id() + path);
        }

        assertUndecided(task);
    }

    @Test
    @TestSecurity(
            user = "amina",
            roles = {"viewer", "approver"})
    void of_many_answers_at_once_one_decides() throws Exception {
        var task = waiting("ravi");
        try (var threads = Executors.newFixedThreadPool(6)) {
            Callable<Integer> answer = () -> complete(task, task.digest(), Map.of("decision", "approve"))
                    .extract()
                    .statusCode();
            var answers = threads.invokeAll(List.of(answer, answer, answer, answer, answer, answer)).stream()
                    .map(future -> future.resultNow())
                    .sorted()
                    .toList();

            assertThat(answers).containsExactly(200, 409, 409, 409, 409, 409);
        }
        assertThat(prepared.timeline(task.run())).containsOnlyOnce("task-decided");
    }

    @Test
    @TestSecurity(
            user = "amina",
            roles = {"viewer", "approver"})
    void a_task_taken_by_one_is_not_taken_by_another() {
        var task = waiting("ravi");
        sql.update("update human_task set claimed_by = 'otto' where id = ?", task.id());

        given().contentType(ContentType.JSON)
                .post("/api/tasks/" + task.id() + "/claim")
                .then()
                .statusCode(409)
                .body("type", endsWith("already-claimed"));
    }

    private void assertUndecided(Waiting task) {
        assertThat(sql.one("select state from human_task where id = ?", row -> row.text("state"), task.id()))
                .contains("open");
        assertThat(sql.list("select 1 as one from approval where task_id = ?", row -> row.number("one"), task.id()))
                .isEmpty();
    }

    private static ValidatableResponse complete(Waiting task, String digest, Map<String, Object> values) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("digest", digest, "values", values))
                .post("/api/tasks/" + task.id() + "/completion")
                .then();
    }

    private Waiting waiting(String requester) {
        var run = prepared.run(4, requester);
        var id = Ids.next();
        var form = Given.newKey();
        var digest = "sha256:" + "a".repeat(64);
        sql.update(
                "insert into form_version (form_key, form_id, version, schema) values (?, 'approve', 1, ?)",
                form,
                FORM);
        sql.update("""
                insert into human_task (id, user_task_key, element_instance_key, run_id, incident_id, element_id, title, form_key,
                    groups, approval, request, digest, created_at)
                values (?, ?, ?, ?, ?, 'approve', 'Contain WS-1', ?, '{approver}', true, ?::jsonb, ?, ?)
                """, id, Given.newKey(), Given.newKey(), run.id(), run.incident(), form, """
                {"targets": [{"is": "host", "vendor": "crowdstrike", "id": "aid-1", "name": "WS-1", "addresses": []}],
                 "actions": ["host.isolate"]}
                """, digest, Instant.now());
        return new Waiting(id, digest, run);
    }
}
