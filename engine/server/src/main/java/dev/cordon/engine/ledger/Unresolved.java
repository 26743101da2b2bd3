package dev.cordon.engine.ledger;

import dev.cordon.contract.Refusal;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.ActionEvent.TargetNotResolved;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Targets that were not found, or were not one: nothing is done, and that stands in the timeline.
@ApplicationScoped
class Unresolved {
    private final Sql sql;
    private final Timeline timeline;

    Unresolved(Sql sql, Timeline timeline) {
        this.sql = sql;
        this.timeline = timeline;
    }

    void refuse(Refusal refusal) {
        var incident = UUID.fromString(refusal.incidentId());
        var event = new TargetNotResolved(
                refusal.runId(), refusal.action().value(), refusal.query(), refusal.code(), refusal.candidates());
        timeline.hold(incident);
        // the job may be delivered again; it is one refusal
        var there = sql.one("""
                select true as found from timeline_entry where incident_id = ? and kind = ?
                  and body::jsonb -> 'detail' ->> 'runId' = ? and body::jsonb -> 'detail' ->> 'query' = ? limit 1
                """, row -> row.bool("found"), incident, event.kind(), refusal.runId(), refusal.query());
        if (there.isEmpty()) {
            timeline.append(incident, "worker", event);
        }
    }
}
