package dev.cordon.engine.recorder;

import dev.cordon.engine.Text;
import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.recorder.Projection.Bound;
import dev.cordon.engine.run.RunCancellation;
import dev.cordon.engine.run.RunJoins;
import dev.cordon.engine.sql.Row;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.RunEvent;
import dev.cordon.engine.timeline.event.TimelineEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// Runs: which instance is which run, how it goes, how it ends.
@ApplicationScoped
class RunRecords {
    private static final int LONGEST_MESSAGE = 2_000;

    private final Sql sql;
    private final Timeline timeline;
    private final Catalogue catalogue;
    private final RunJoins joins;
    private final RunCancellation cancellation;

    RunRecords(Sql sql, Timeline timeline, Catalogue catalogue, RunJoins joins, RunCancellation cancellation) {
        this.sql = sql;
        this.timeline = timeline;
        this.catalogue = catalogue;
        this.joins = joins;
        this.cancellation = cancellation;
    }

    /// A start message's correlation key is the run's id.
    void bind(List<Rec> records) {
        for (var rec : records) {
            if (rec.is("MESSAGE_START_EVENT_SUBSCRIPTION", "CORRELATED") && isUuid(rec.text("correlationKey"))) {
                sql.one("""
                                update playbook_run set process_instance_key = ?, started_at = ?,
                                    state = case when state = 'requested' then 'running' else state end
                                where id = ? and process_instance_key is null
                                returning id, incident_id, playbook_id, ended_at is not null as over
                                """, Begun::of, rec.instance(), rec.at(), UUID.fromString(rec.text("correlationKey")))
                        .filter(Begun::over)
                        .ifPresent(this::endTheLate);
            }
        }
    }

    private record Begun(UUID id, UUID incident, String playbook, boolean over) {
        static Begun of(Row row) throws SQLException {
            return new Begun(row.uuid("id"), row.uuid("incident_id"), row.text("playbook_id"), row.bool("over"));
        }
    }

    /// Given up before, so nothing is granted for it.
    private void endTheLate(Begun run) {
        cancellation.promise(run.id());
        timeline.append(
                run.incident(),
                "recorder",
                new RunEvent.RunCancelled(
                        run.id().toString(), run.playbook(), "the broker started it after it was given up"));
    }

    void project(Rec rec, Bound run) {
        switch (rec.valueType() + " " + rec.intent()) {
            case "PROCESS_INSTANCE ELEMENT_ACTIVATED" -> started(rec, run);
            case "PROCESS_INSTANCE ELEMENT_COMPLETED" -> completed(rec, run);
            case "PROCESS_INSTANCE ELEMENT_TERMINATED" -> ended(rec, run, "cancelled");
            case "INCIDENT CREATED" -> blocked(rec, run);
            case "INCIDENT RESOLVED" -> unblocked(rec, run);
            case "ERROR CREATED" -> banned(rec, run);
            default -> {}
        }
    }

    private void started(Rec rec, Bound run) {
        if (!rec.text("bpmnElementType").equals("PROCESS")) {
            return;
        }
        sql.update("update playbook_run set version = ? where id = ?", (int) rec.number("version"), run.id());
        append(rec, run, new RunEvent.RunStarted(run.id().toString(), run.playbook(), (int) rec.number("version")));
    }

    private void completed(Rec rec, Bound run) {
        switch (rec.text("bpmnElementType")) {
            case "PROCESS" -> ended(rec, run, "completed");
            case "END_EVENT" -> {
                if (rec.number("flowScopeKey") == rec.instance()) {
                    sql.update("update playbook_run set end_name = ? where id = ?", name(rec, run), run.id());
                }
            }
            case "INTERMEDIATE_THROW_EVENT" -> stepFinished(rec, run);
            case "BOUNDARY_EVENT" -> {
                // what only hangs a compensation handler on a task says nothing
                if (!rec.text("bpmnEventType").equals("COMPENSATION")) {
                    stepFinished(rec, run);
                }
            }
            case "SERVICE_TASK" -> {
                // an action says more about itself, through the ledger
                if (looksOnly(rec, run)) {
                    stepFinished(rec, run);
                }
            }
            default -> {}
        }
    }

    private void stepFinished(Rec rec, Bound run) {
        append(rec, run, new RunEvent.StepFinished(run.id().toString(), rec.text("elementId"), name(rec, run)));
    }

    private void ended(Rec rec, Bound run, String state) {
        if (!rec.text("bpmnElementType").equals("PROCESS")) {
            return;
        }
        var end = sql.one("""
                update playbook_run set ended_at = ?, state = case when state = 'cancelled' then state else ? end
                where id = ? and ended_at is null returning coalesce(end_name, '') as end_name
                """, row -> row.text("end_name"), rec.at(), state, run.id());
        end.ifPresent(name -> {
            append(
                    rec,
                    run,
                    new RunEvent.RunEnded(run.id().toString(), run.playbook(), state, name.isEmpty() ? null : name));
            tellJoined(run);
        });
    }

    private void blocked(Rec rec, Bound run) {
        var message = Text.clean(Text.beginning(rec.text("errorMessage"), LONGEST_MESSAGE));
        sql.update(
                """
                insert into blocked_run (incident_key, run_id, element_id, job_key, error_type, message, raised_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """,
                rec.key(),
                run.id(),
                rec.text("elementId"),
                rec.number("jobKey") > 0 ? rec.number("jobKey") : null,
                rec.text("errorType"),
                message,
                rec.at());
        sql.update("update playbook_run set state = 'blocked' where id = ? and state = 'running'", run.id());
        append(rec, run, new RunEvent.RunBlocked(run.id().toString(), name(rec, run), rec.text("errorType"), message));
    }

    private void unblocked(Rec rec, Bound run) {
        sql.update(
                "update blocked_run set resolved_at = ? where incident_key = ? and resolved_at is null",
                rec.at(),
                rec.key());
        sql.update("""
                update playbook_run r set state = 'running' where id = ? and state = 'blocked'
                  and not exists (select from blocked_run b where b.run_id = r.id and b.resolved_at is null)
                """, run.id());
        append(rec, run, new RunEvent.RunUnblocked(run.id().toString(), name(rec, run)));
    }

    /// The broker will not touch the instance again, and raises no incident for it.
    private void banned(Rec rec, Bound run) {
        sql.update("update playbook_run set state = 'failed', ended_at = ? where id = ?", rec.at(), run.id());
        append(
                rec,
                run,
                new RunEvent.RunEnded(run.id().toString(), run.playbook(), "failed", "the broker banned the instance"));
        tellJoined(run);
    }

    private void tellJoined(Bound run) {
        sql.one(
                        "select true as joined from playbook_run_join where run_id = ? limit 1",
                        row -> row.bool("joined"),
                        run.id())
                .ifPresent(joined -> joins.over(run.id()));
    }

    private void append(Rec rec, Bound run, TimelineEvent event) {
        timeline.append(run.incident(), "playbook:" + run.playbook(), rec.at(), event);
    }

    private String name(Rec rec, Bound run) {
        return catalogue
                .playbook(run.playbook())
                .map(playbook -> playbook.nameOf(rec.text("elementId")))
                .orElse(rec.text("elementId"));
    }

    private boolean looksOnly(Rec rec, Bound run) {
        return catalogue
                .playbook(run.playbook())
                .filter(playbook -> playbook.lookups().contains(rec.text("elementId")))
                .isPresent();
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
