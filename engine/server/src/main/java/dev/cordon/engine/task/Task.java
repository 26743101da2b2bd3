package dev.cordon.engine.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Row;
import dev.cordon.engine.sql.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A human task with what decides who may answer it.
record Task(
        UUID id,
        long userTaskKey,
        UUID run,
        UUID incident,
        String incidentNumber,
        String playbook,
        String element,
        String title,
        @Nullable Long formKey,
        @Nullable String formId,
        @Nullable String form,
        String state,
        List<String> groups,
        boolean approval,
        @Nullable JsonNode request,
        @Nullable String digest,
        @Nullable Instant dueAt,
        Instant createdAt,
        @Nullable String claimedBy,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        String requestedBy,
        List<String> pickers) {

    static final String SELECT = """
            select t.*, i.number, r.playbook_id, r.requested_by, f.form_id, f.schema,
                array(select p.decided_by from human_task p
                    where p.run_id = t.run_id and p.picks and p.decided_by is not null) as pickers
            from human_task t
            join incident i on i.id = t.incident_id join playbook_run r on r.id = t.run_id
            left join form_version f on f.form_key = t.form_key
            """;

    static Task of(Row row) throws SQLException {
        return new Task(
                row.uuid("id"),
                row.longNumber("user_task_key"),
                row.uuid("run_id"),
                row.uuid("incident_id"),
                row.text("number"),
                row.text("playbook_id"),
                row.text("element_id"),
                row.text("title"),
                row.longOrNull("form_key"),
                row.textOrNull("form_id"),
                row.textOrNull("schema"),
                row.text("state"),
                row.texts("groups"),
                row.bool("approval"),
                row.jsonOrNull("request"),
                row.textOrNull("digest"),
                row.instantOrNull("due_at"),
                row.instant("created_at"),
                row.textOrNull("claimed_by"),
                row.textOrNull("decided_by"),
                row.instantOrNull("decided_at"),
                row.text("requested_by"),
                row.texts("pickers"));
    }

    static Task find(Sql sql, UUID id) {
        return sql.one(SELECT + " where t.id = ?", Task::of, id)
                .orElseThrow(() -> new Problem(404, "not-found", "There is no task " + id + "."));
    }

    /// Why this person may not decide; null: they may.
    @Nullable
    Problem objection(String name, Set<String> roles) {
        if (!state.equals("open")) {
            return new Problem(409, "already-decided", "This task is " + state + ".");
        }
        if (!groups.isEmpty() && groups.stream().noneMatch(roles::contains)) {
            return new Problem(403, "not-entitled", "This is for " + String.join(" or ", groups) + ".");
        }
        if (approval && name.equals(requestedBy)) {
            return new Problem(403, "requester-cannot-approve", "You asked for this run; somebody else approves it.");
        }
        if (approval && pickers.contains(name)) {
            return new Problem(
                    403, "picker-cannot-approve", "You picked what this run is about; somebody else approves it.");
        }
        if (digest == null) {
            return new Problem(409, "not-ready", "What this task shows has not been recorded yet.");
        }
        return null;
    }
}
