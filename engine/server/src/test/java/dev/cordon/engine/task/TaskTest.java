package dev.cordon.engine.task;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.cordon.engine.Given;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TaskTest {
    @Inject
    Given prepared;

    @Inject
    GivenTasks tasks;

    @Inject
    Sql sql;

    @Test
    @TestSecurity(
            user = "amina",
            roles = {"viewer", "approver"})
    void an_approver_sees_exactly_what_will_happen_and_the_decision_binds_to_it() {
        var task = tasks.approval("ravi");

        given().get("/api/tasks/" + task.id())
                .then()
                .statusCode(200)
                .body("targets[0].id", equalTo("aid-1"))
                .body("mayDecide", equalTo(true))
                .body("form.components[0].key", equalTo("decision"));
        GivenTasks.complete(task, task.digest(), Map.of("decision", "approve", "comment", "seen it"))
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
        var task = tasks.approval("rosa");

        given().get("/api/tasks/" + task.id()).then().body("mayDecide", equalTo(false));
        GivenTasks.complete(task, task.digest(), Map.of("decision", "approve"))
                .statusCode(403)
                .body("type", endsWith("requester-cannot-approve"));

        tasks.assertUndecided(task);
    }

    @Test
    @TestSecurity(
            user = "ravi",
            roles = {"viewer", "responder"})
    void whoever_is_in_none_of_the_groups_cannot_decide() {
        var task = tasks.approval("source:wazuh");

        GivenTasks.complete(task, task.digest(), Map.of("decision", "approve"))
                .statusCode(403)
                .body("type", endsWith("not-entitled"));

        tasks.assertUndecided(task);
    }

    @Test
    @TestSecurity(
            user = "amina",
            roles = {"viewer", "approver"})
    void an_answer_to_something_else_than_was_shown_decides_nothing() {
        var task = tasks.approval("ravi");

        GivenTasks.complete(task, "sha256:0000", Map.of("decision", "approve"))
                .statusCode(409)
                .body("type", endsWith("digest-changed"));

        tasks.assertUndecided(task);
    }

    @Test
    @TestSecurity(
            user = "amina",
            roles = {"viewer", "approver"})
    void an_answer_that_does_not_fit_the_form_decides_nothing() {
        var task = tasks.approval("ravi");
        for (var values : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("decision", "maybe"),
                Map.of("decision", List.of("approve")),
                Map.of("decision", "approve", "approver", "somebody else"),
                Map.of("decision", "approve", "comment", "longer than the twenty characters it may have"))) {
            GivenTasks.complete(task, task.digest(), values).statusCode(400);
        }

        tasks.assertUndecided(task);
    }

    @Test
    @TestSecurity(
            user = "amina",
            roles = {"viewer", "approver"})
    void reading_decides_nothing_whatever_the_address_says() {
        var task = tasks.approval("ravi");
        for (var path : List.of("", "/completion", "/completion?decision=approve&digest=" + task.digest(), "/claim")) {
            given().get("/api/tasks/" + task.id() + path);
            given().head("/api/tasks/" + task.id() + path);
        }

        tasks.assertUndecided(task);
    }

    @Test
    @TestSecurity(
            user = "amina",
            roles = {"viewer", "approver"})
    void of_many_answers_at_once_one_decides() throws Exception {
        var task = tasks.approval("ravi");
        try (var threads = Executors.newFixedThreadPool(6)) {
            Callable<Integer> answer = () -> GivenTasks.complete(task, task.digest(), Map.of("decision", "approve"))
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
        var task = tasks.approval("ravi");
        sql.update("update human_task set claimed_by = 'otto' where id = ?", task.id());

        given().contentType(ContentType.JSON)
                .post("/api/tasks/" + task.id() + "/claim")
                .then()
                .statusCode(409)
                .body("type", endsWith("already-claimed"));
    }
}
