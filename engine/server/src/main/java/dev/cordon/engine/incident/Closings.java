package dev.cordon.engine.incident;

import dev.cordon.contract.Verdict;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxKind;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.IncidentEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.UUID;

/// What follows from closing an incident: its line, the end of what waits for nothing any more, and the promise that
/// the sources of its alerts hear of it.
@ApplicationScoped
class Closings {
    private final Sql sql;
    private final Timeline timeline;
    private final Outbox outbox;
    private final Event<IncidentClosing> told;

    Closings(Sql sql, Timeline timeline, Outbox outbox, Event<IncidentClosing> told) {
        this.sql = sql;
        this.timeline = timeline;
        this.outbox = outbox;
        this.told = told;
    }

    @Transactional(TxType.MANDATORY)
    void closed(UUID incident, Verdict verdict, String reason, String by, boolean writeBack) {
        timeline.append(incident, by, new IncidentEvent.IncidentClosed(verdict.value(), reason));
        var closing = new IncidentClosing(incident.toString(), times(incident), verdict, reason, by);
        told.fire(closing);
        if (!writeBack) {
            timeline.append(incident, by, new IncidentEvent.WriteBackLeftOut());
            return;
        }
        outbox.add(OutboxKind.WRITE_BACK, closing);
    }

    private int times(UUID incident) {
        return sql.one(
                        "select count(*) as n from timeline_entry where incident_id = ? and kind = 'incident-closed'",
                        row -> row.number("n"),
                        incident)
                .orElseThrow();
    }
}
