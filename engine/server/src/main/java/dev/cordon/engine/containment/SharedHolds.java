package dev.cordon.engine.containment;

import dev.cordon.contract.JobType;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Target;
import dev.cordon.engine.Ids;
import dev.cordon.engine.run.JoinedRuns;
import dev.cordon.engine.sql.Row;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Elsewhere;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.ContainmentEvent;
import dev.cordon.engine.timeline.event.TimelineEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a run contains, it contains for every incident that joined it: each one holds the target in the register, so
/// that no other one's release lets it go.
///
/// Joining and settling must see each other, whichever is first. Both take the register's lock, as the last one they
/// wait for: settlements share it, a join has it alone.
@ApplicationScoped
public class SharedHolds implements JoinedRuns {
    private static final long LOCK = 0x436F_7264_6F6EL;

    private final Sql sql;
    private final Timeline timeline;
    private final Elsewhere elsewhere;

    SharedHolds(Sql sql, Timeline timeline, Elsewhere elsewhere) {
        this.sql = sql;
        this.timeline = timeline;
        this.elsewhere = elsewhere;
    }

    private record Shared(
            UUID incident, UUID run, String number, String action, Target target, boolean owned, boolean verified) {

        static Shared of(Row row) throws SQLException {
            return new Shared(
                    row.uuid("holder"),
                    row.uuid("run_id"),
                    row.text("number"),
                    row.text("job_type"),
                    row.json("target", Target.class),
                    row.bool("owned"),
                    row.bool("verified"));
        }

        TimelineEvent event() {
            return new ContainmentEvent.ContainmentShared(run.toString(), action, target, number, owned, verified);
        }
    }

    /// The join came after the containment.
    @Override
    @Transactional(TxType.MANDATORY)
    public void joined(UUID run, UUID incident) {
        lock("pg_advisory_xact_lock");
        var actions = sql.list(
                "select distinct action_id from containment where run_id = ? and released_at is null",
                row -> row.uuid("action_id"),
                run);
        actions.forEach(action ->
                hold(action, incident).ifPresent(shared -> timeline.append(incident, "register", shared.event())));
    }

    /// After an action was settled, and its line is written.
    @Transactional(TxType.MANDATORY)
    public void settled(UUID actionId, String jobType, String targetKey, Outcome outcome, Instant now) {
        var type = JobType.of(jobType);
        switch (type.effect()) {
            case CONTAINS -> {
                if (!(outcome instanceof Outcome.Refused)) {
                    lock("pg_advisory_xact_lock_shared");
                    share(actionId);
                }
            }
            case RELEASES -> {
                if (outcome instanceof Outcome.Done || outcome instanceof Outcome.AlreadySo) {
                    lock("pg_advisory_xact_lock_shared");
                    type.undoes().ifPresent(undone -> free(actionId, undone, targetKey, now));
                }
            }
            case LOOKS, REVOKES, COLLECTS, RECORDS -> {}
        }
    }

    /// The join came before the containment.
    private void share(UUID actionId) {
        var incidents = sql.list("""
                select distinct j.incident_id from playbook_run_join j join action a on a.run_id = j.run_id
                where a.id = ? and j.incident_id <> a.incident_id
                """, row -> row.uuid("incident_id"), actionId);
        for (var incident : incidents) {
            hold(actionId, incident).ifPresent(shared -> elsewhere.tell(incident, "register", shared.event()));
        }
    }

    private Optional<Shared> hold(UUID actionId, UUID incident) {
        return sql.one("""
                with copied as (
                    insert into containment (id, action_id, incident_id, run_id, job_type, target, target_key, owned, verified,
                        approved_by, since)
                    select ?, action_id, ?, run_id, job_type, target, target_key, owned, verified, approved_by, since
                    from containment where action_id = ? and released_at is null order by id limit 1
                    on conflict (action_id, incident_id) do nothing returning *)
                select c.incident_id as holder, c.run_id, i.number, c.job_type, c.target, c.owned, c.verified
                from copied c join playbook_run r on r.id = c.run_id join incident i on i.id = r.incident_id
                """, Shared::of, Ids.next(), incident, actionId);
    }

    /// Ends also what was shared while the release was under way, and tells whoever still counted on it.
    private void free(UUID actionId, JobType undone, String targetKey, Instant now) {
        sql.update("""
                update containment set released_at = ?, released_by = ?
                where target_key = ? and job_type = ? and released_at is null
                """, now, actionId, targetKey, undone.value());
        sql.list("""
                        select c.incident_id as holder, c.run_id, owner.number, c.job_type, c.target, c.owned, c.verified
                        from containment c join incident i on i.id = c.incident_id
                        join action a on a.id = c.released_by join incident owner on owner.id = a.incident_id
                        where c.released_by = ? and c.incident_id <> a.incident_id and i.status not in ('resolved', 'closed')
                        """, Shared::of, actionId)
                .forEach(it -> elsewhere.tell(
                        it.incident(),
                        "register",
                        new ContainmentEvent.ContainmentEnded(it.action(), it.target(), it.number())));
    }

    private void lock(String how) {
        sql.list("select " + how + "(?)", row -> true, LOCK);
    }
}
