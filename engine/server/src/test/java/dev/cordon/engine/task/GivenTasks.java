package dev.cordon.engine.task;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.engine.Given;
import dev.cordon.engine.Ids;
import dev.cordon.engine.sql.Sql;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Open tasks of both kinds, and the way to answer them.
@ApplicationScoped
class GivenTasks {
    static final String FORM = """
            {"components": [{"type": "radio", "key": "decision", "validate": {"required": true},
                "values": [{"value": "approve"}, {"value": "reject"}]},
              {"type": "group", "components": [{"type": "textarea", "key": "comment", "validate": {"maxLength": 20}}]}]}
            """;

    static final String PICK = """
            {"components": [{"type": "radio", "key": "pick", "valuesExpression": "=request.options", "validate": {"required": true}},
              {"type": "textarea", "key": "remark"}]}
            """;

    @Inject
    Given prepared;

    @Inject
    Sql sql;

    record Waiting(UUID id, String digest, Given.Run run) {}

    Waiting approval(String requester) {
        return approval(prepared.run(4, requester));
    }

    Waiting approval(Given.Run run) {
        return waiting(run, "approve", FORM, """
                {"targets": [{"is": "host", "vendor": "crowdstrike", "id": "aid-1", "name": "WS-1", "addresses": []}],
                 "actions": ["host.isolate"]}
                """);
    }

    Waiting pick(Given.Run run) {
        return pick(run, PICK);
    }

    Waiting pick(Given.Run run, String form) {
        return waiting(run, "pick", form, """
                {"options": [{"value": "crowdstrike|aid-1"}, {"value": "crowdstrike|aid-2"}, {"value": "none"}]}
                """);
    }

    static ValidatableResponse complete(Waiting task, String digest, Map<String, Object> values) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("digest", digest, "values", values))
                .post("/api/tasks/" + task.id() + "/completion")
                .then();
    }

    void assertUndecided(Waiting task) {
        assertThat(sql.one("select state from human_task where id = ?", row -> row.text("state"), task.id()))
                .contains("open");
        assertThat(sql.list("select 1 as one from approval where task_id = ?", row -> row.number("one"), task.id()))
                .isEmpty();
    }

    private Waiting waiting(Given.Run run, String element, String schema, String request) {
        var id = Ids.next();
        var form = Given.newKey();
        var digest = "sha256:" + "a".repeat(64);
        var picks = element.equals("pick");
        sql.update(
                "insert into form_version (form_key, form_id, version, schema) values (?, ?, 1, ?)",
                form,
                element,
                schema);
        sql.update(
                """
                insert into human_task (id, user_task_key, element_instance_key, run_id, incident_id, element_id, title, form_key,
                    groups, approval, picks, request, digest, created_at)
                values (?, ?, ?, ?, ?, ?, 'Contain WS-1', ?, ?, ?, ?, ?::jsonb, ?, ?)
                """,
                id,
                Given.newKey(),
                Given.newKey(),
                run.id(),
                run.incident(),
                element,
                form,
                List.of(picks ? "responder" : "approver"),
                !picks,
                picks,
                request,
                digest,
                Instant.now());
        return new Waiting(id, digest, run);
    }
}
