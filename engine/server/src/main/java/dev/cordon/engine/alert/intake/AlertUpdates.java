package dev.cordon.engine.alert.intake;

import dev.cordon.engine.incident.Incidents;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.AlertEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a source says again about an alert it had sent: kept beside it, told to its incident, starting nothing.
@ApplicationScoped
class AlertUpdates {
    private final Sql sql;
    private final Incidents incidents;
    private final Timeline timeline;
    private final InstantSource clock;

    AlertUpdates(Sql sql, Incidents incidents, Timeline timeline, InstantSource clock) {
        this.sql = sql;
        this.incidents = incidents;
        this.timeline = timeline;
        this.clock = clock;
    }

    /// @param incident its number
    /// @param unopened only its end had been heard of until now
    record Stored(UUID id, @Nullable String incident, boolean unopened) {}

    private record Known(
            UUID id, @Nullable UUID incident, @Nullable String number, String status, String state, boolean sameBody) {}

    /// The same body again changes nothing, however often it comes.
    @Transactional(TxType.MANDATORY)
    Stored add(Incoming incoming) {
        var known = known(incoming);
        var stored = new Stored(
                known.id(),
                known.number(),
                known.incident() == null
                        && known.status().equals("accepted")
                        && known.state().equals("resolved"));
        if (known.sameBody() || !isNew(known.id(), incoming)) {
            return stored;
        }
        if (!stored.unopened()) {
            sql.update("update alert set state = ? where id = ?", incoming.state(), known.id());
        }
        if (known.incident() != null) {
            tell(known, known.incident(), incoming);
        }
        return stored;
    }

    private Known known(Incoming incoming) {
        return sql.one(
                        """
                        select a.id, a.incident_id, i.number, a.status, a.state, a.body_sha256 = ? as same
                        from alert a left join incident i on i.id = a.incident_id
                        where a.source = ? and a.reference = ? for update of a
                        """,
                        row -> new Known(
                                row.uuid("id"),
                                row.uuidOrNull("incident_id"),
                                row.textOrNull("number"),
                                row.text("status"),
                                row.text("state"),
                                row.bool("same")),
                        incoming.hash(),
                        incoming.source(),
                        incoming.alert().reference())
                .orElseThrow();
    }

    private boolean isNew(UUID id, Incoming incoming) {
        return sql.update(
                        """
                        insert into alert_update (alert_id, body_sha256, state, title, severity, received_at, raw)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict (alert_id, body_sha256) do nothing
                        """,
                        id,
                        incoming.hash(),
                        incoming.state(),
                        incoming.alert().title(),
                        incoming.alert().severity(),
                        clock.instant(),
                        incoming.raw())
                == 1;
    }

    private void tell(Known known, UUID incident, Incoming incoming) {
        timeline.hold(incident);
        var alert = incoming.alert();
        incidents.raise(incident, alert.severity(), incoming.actor());
        if (incoming.isOver() && known.state().equals("firing")) {
            timeline.append(
                    incident,
                    incoming.actor(),
                    new AlertEvent.AlertResolved(known.id().toString(), incoming.source(), alert.title()));
        }
    }
}
