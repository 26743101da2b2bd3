package dev.cordon.engine.containment;

import dev.cordon.contract.JobType;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import dev.cordon.contract.Watched;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.ActionEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// What was asked for and never seen to happen. A host that was offline may still hear it, days later.
@ApplicationScoped
public class Watch {
    private static final int MOST = 200;

    private final Sql sql;
    private final Timeline timeline;
    private final InstantSource clock;

    Watch(Sql sql, Timeline timeline, InstantSource clock) {
        this.sql = sql;
        this.timeline = timeline;
        this.clock = clock;
    }

    private record Asked(UUID incident, JobType action, Target target) {}

    /// The newest ask for each containment that stands unverified in the register, oldest first, at most 200.
    @Transactional
    public List<Watched> watched() {
        return sql.list(
                """
                select a.id, a.job_type, a.target from containment c
                cross join lateral (
                    select id, job_type, target from action
                    where target_key = c.target_key and outcome ->> 'is' = 'unverified'
                      and job_type in (c.job_type, 'host.release', 'account.enable', 'indicator.unblock')
                    order by settled_at desc limit 1) a
                where c.released_at is null and not c.verified
                group by a.id, a.job_type, a.target
                order by min(c.since) limit ?
                """,
                row -> new Watched(
                        row.uuid("id").toString(), JobType.of(row.text("job_type")), row.json("target", Target.class)),
                MOST);
    }

    /// Says it once; a look that does not show it says nothing.
    @Transactional
    public void sighted(UUID actionId, Look.State state) {
        var asked = sql.one(
                        "select incident_id, job_type, target from action where id = ?",
                        row -> new Asked(
                                row.uuid("incident_id"),
                                JobType.of(row.text("job_type")),
                                row.json("target", Target.class)),
                        actionId)
                .orElseThrow(() -> new Problem(404, "not-found", "There is no action " + actionId + "."));
        if (changed(actionId, asked, state) > 0) {
            timeline.append(
                    asked.incident(),
                    "worker",
                    new ActionEvent.EffectSeen(
                            actionId.toString(), asked.action().value(), asked.target()));
        }
    }

    private int changed(UUID actionId, Asked asked, Look.State state) {
        return switch (state) {
            case CONTAINED -> asked.action().effect() == JobType.Effect.CONTAINS ? sql.update("""
                                update containment set verified = true
                                where action_id = ? and not verified and released_at is null
                                """, actionId) : 0;
            case FREE ->
                asked.action()
                        .undoes()
                        .map(undone -> sql.update(
                                """
                                update containment set released_at = ?, released_by = ?
                                where target_key = ? and job_type = ? and not verified and released_at is null
                                """, clock.instant(), actionId, asked.target().key(), undone.value()))
                        .orElse(0);
            case CONTAINING, FREEING -> 0;
        };
    }
}
