package dev.cordon.engine.run;

import dev.cordon.contract.JobType;
import dev.cordon.engine.incident.IncidentClosing;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.RunEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Ends with their incident the containing runs that have contained nothing: nothing would be granted to them any more,
/// somebody would be asked to approve it all the same, and whoever asks for the same target next would join them.
///
/// A run that contained something goes on, because it gives back what it took; so does one that an open incident
/// joined.
@ApplicationScoped
class IdleRuns {
    private static final List<String> CONTAINING = Stream.of(JobType.values())
            .filter(type -> type.effect() == JobType.Effect.CONTAINS)
            .map(JobType::value)
            .toList();

    private final Sql sql;
    private final Timeline timeline;
    private final RunJoins joins;
    private final RunCancellation cancellation;

    IdleRuns(Sql sql, Timeline timeline, RunJoins joins, RunCancellation cancellation) {
        this.sql = sql;
        this.timeline = timeline;
        this.joins = joins;
        this.cancellation = cancellation;
    }

    private record Idle(UUID id, String playbook) {}

    /// The incident's timeline is held: no claim is being granted meanwhile.
    @Transactional(TxType.MANDATORY)
    void end(@Observes IncidentClosing closing) {
        var incident = UUID.fromString(closing.incidentId());
        // waits for whoever is joining one of them
        sql.list("""
                select id from playbook_run where incident_id = ? and contains and ended_at is null and state <> 'cancelled'
                for update
                """, row -> row.uuid("id"), incident);
        var idle = sql.list("""
                update playbook_run r set state = 'cancelled'
                where r.incident_id = ? and r.contains and r.ended_at is null and r.state <> 'cancelled'
                  and not exists (select 1 from action a
                                  where a.run_id = r.id and a.state <> 'denied' and a.job_type = any (?::text[]))
                  and not exists (select 1 from playbook_run_join j join incident i on i.id = j.incident_id
                                  where j.run_id = r.id and i.id <> r.incident_id and i.status <> 'closed')
                returning r.id, r.playbook_id
                """, row -> new Idle(row.uuid("id"), row.text("playbook_id")), incident, CONTAINING);
        for (var run : idle) {
            timeline.append(
                    incident,
                    closing.by(),
                    new RunEvent.RunCancelled(
                            run.id().toString(), run.playbook(), "the incident is closed, and nothing is contained"));
            joins.over(run.id());
            cancellation.promise(run.id());
        }
    }
}
