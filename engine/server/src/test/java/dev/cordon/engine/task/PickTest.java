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
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A person says which of several targets is meant: one that was offered, and then another person approves.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PickTest {
    @Inject
    Given prepared;

    @Inject
    GivenTasks tasks;

    @Inject
    Sql sql;

    @Test
    @TestSecurity(
            user = "rosa",
            roles = {"viewer", "responder", "approver"})
    void who_picked_the_target_of_a_run_cannot_approve_what_is_done_to_it() {
        var run = prepared.run(4, "ravi");
        var pick = tasks.pick(run);
        GivenTasks.complete(pick, pick.digest(), Map.of("pick", "crowdstrike|aid-2"))
                .statusCode(200);
        var task = tasks.approval(run);

        given().get("/api/tasks/" + task.id()).then().body("mayDecide", equalTo(false));
        GivenTasks.complete(task, task.digest(), Map.of("decision", "approve"))
                .statusCode(403)
                .body("type", endsWith("picker-cannot-approve"));

        tasks.assertUndecided(task);
    }

    @Test
    @TestSecurity(
            user = "rosa",
            roles = {"viewer", "responder", "approver"})
    void what_was_picked_in_another_run_or_by_somebody_else_keeps_nobody_from_approving() {
        var other = tasks.pick(prepared.run(4, "ravi"));
        GivenTasks.complete(other, other.digest(), Map.of("pick", "none")).statusCode(200);
        var task = tasks.approval("ravi");
        var pick = tasks.pick(task.run());
        sql.update("update human_task set state = 'decided', decided_by = 'otto' where id = ?", pick.id());

        GivenTasks.complete(task, task.digest(), Map.of("decision", "approve")).statusCode(200);
    }

    @Test
    @TestSecurity(
            user = "ravi",
            roles = {"viewer", "responder"})
    void only_what_the_task_offered_can_be_picked_and_the_timeline_says_what() {
        var task = tasks.pick(prepared.run(4, "source:wazuh"));
        for (var pick : List.<Object>of("crowdstrike|aid-3", "aid-1", "", Map.of("value", "none"), 1)) {
            GivenTasks.complete(task, task.digest(), Map.of("pick", pick)).statusCode(400);
        }
        GivenTasks.complete(task, task.digest(), Map.of("remark", "no idea")).statusCode(400);
        tasks.assertUndecided(task);

        GivenTasks.complete(task, task.digest(), Map.of("pick", "crowdstrike|aid-1", "remark", "asked reception"))
                .statusCode(200);

        assertThat(sql.one(
                        "select body from timeline_entry where incident_id = ? and kind = 'task-decided'",
                        row -> row.text("body"),
                        task.run().incident()))
                .hasValueSatisfying(body -> assertThat(body).contains("crowdstrike|aid-1", "asked reception"));
    }

    @Test
    @TestSecurity(
            user = "ravi",
            roles = {"viewer", "responder"})
    void of_options_that_are_computed_in_the_form_none_is_taken() {
        var task = tasks.pick(
                prepared.run(4, "source:wazuh"),
                GivenTasks.PICK.replace("=request.options", "=request.options[value != null]"));

        GivenTasks.complete(task, task.digest(), Map.of("pick", "none")).statusCode(400);

        tasks.assertUndecided(task);
    }
}
