package dev.cordon.engine.incident;

import dev.cordon.engine.Ids;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.TimelineEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.InstantSource;
import java.util.UUID;

/// Opens incidents and lets alerts join them.
@ApplicationScoped
public class Incidents {
    private final Sql sql;
    private final Timeline timeline;
    private final InstantSource clock;

    Incidents(Sql sql, Timeline timeline, InstantSource clock) {
        this.sql = sql;
        this.timeline = timeline;
        this.clock = clock;
    }

    /// @param opened false: it was there, and is joined
    public record Joined(UUID id, String number, boolean opened) {}

    /// Opens an incident, or joins the open one with the same grouping key. Two at once: the index lets one open it,
    /// the other joins.
    @Transactional(TxType.MANDATORY)
    public Joined openOrJoin(String groupingKey, String title, int severity, int alerts, String actor) {
        var now = clock.instant();
        var joined = sql.one(
                        """
                        insert into incident (id, number, title, severity, grouping_key, alerts, opened_at, updated_at)
                        values (?, 'INC-' || to_char(?::timestamptz at time zone 'utc', 'YYYY') || '-'
                                   || lpad(nextval('incident_number')::text, 6, '0'), ?, ?, ?, ?, ?, ?)
                        on conflict (grouping_key) where status not in ('resolved', 'closed') do update
                            set alerts = incident.alerts + excluded.alerts, updated_at = excluded.updated_at,
                                severity = greatest(incident.severity, excluded.severity)
                        returning id, number, (xmax = 0) as opened
                        """,
                        row -> new Joined(row.uuid("id"), row.text("number"), row.bool("opened")),
                        Ids.next(),
                        now,
                        title,
                        severity,
                        groupingKey,
                        alerts,
                        now,
                        now)
                .orElseThrow();
        if (joined.opened()) {
            timeline.begin(joined.id());
            timeline.append(joined.id(), actor, new TimelineEvent.IncidentOpened(joined.number(), title, severity));
        }
        return joined;
    }

    /// Raises an open incident's severity, with its line; never lowers it.
    @Transactional(TxType.MANDATORY)
    public void raise(UUID incident, int severity, String actor) {
        sql.one("""
                        with before as (
                            select id, severity from incident
                            where id = ? and severity < ? and status not in ('resolved', 'closed') for update
                        )
                        update incident i set severity = ?, updated_at = ? from before where i.id = before.id
                        returning before.severity as was
                        """, row -> row.number("was"), incident, severity, severity, clock.instant())
                .ifPresent(was -> timeline.append(incident, actor, new TimelineEvent.SeverityChanged(was, severity)));
    }

    /// The identity behind a number people see.
    public UUID id(String number) {
        return sql.one("select id from incident where number = ?", row -> row.uuid("id"), number)
                .orElseThrow(() -> new Problem(404, "not-found", "There is no incident " + number + "."));
    }
}
