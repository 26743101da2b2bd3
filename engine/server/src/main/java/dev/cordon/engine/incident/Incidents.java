package dev.cordon.engine.incident;

import dev.cordon.engine.Ids;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.IncidentEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    private record Known(
            UUID id,
            String number,
            String key,
            String status,
            @Nullable String verdict,
            boolean open,
            Instant lastAlert) {

        boolean lapsed(@Nullable Arrivals arrivals, Instant now) {
            return open
                    && arrivals != null
                    && arrivals.window() != null
                    && lastAlert.plus(arrivals.window()).isBefore(now);
        }
    }

    private record Kept(String key, Joined incident) {}

    @Transactional(TxType.MANDATORY)
    public Joined openOrJoin(String groupingKey, String title, int severity, int alerts, String actor) {
        var arrivals = new Arrivals(groupingKey, null, title, severity, alerts, actor);
        return openOrJoin(List.of(arrivals)).values().iterator().next();
    }

    /// For each key, opens an incident or joins the open one. Two at once: the index lets one open it, the other joins.
    /// An incident that continues an earlier one, closed or past its window, is linked to it, in both timelines.
    ///
    /// @param arrivals each with a key of its own
    @Transactional(TxType.MANDATORY)
    public Map<String, Joined> openOrJoin(Collection<Arrivals> arrivals) {
        var now = clock.instant();
        var wanted = arrivals.stream()
                .sorted(Comparator.comparing(Arrivals::key))
                .collect(Collectors.toMap(Arrivals::key, one -> one, (one, same) -> one, LinkedHashMap::new));
        var known = known(wanted.keySet());
        lapse(known.values().stream()
                .filter(incident -> incident.lapsed(wanted.get(incident.key()), now))
                .toList());
        var joined = join(wanted.values(), now);
        var missing = wanted.values().stream()
                .filter(one -> !joined.containsKey(one.key()))
                .toList();
        if (!missing.isEmpty()) {
            joined.putAll(open(missing, known, now));
        }
        return joined;
    }

    /// The open incident of each key, or else the newest; with its timeline's head held, before the incident itself.
    private Map<String, Known> known(Collection<String> keys) {
        return sql
                .list(
                        """
                        select i.* from unnest(?::text[]) as k (key)
                        cross join lateral (
                            select id, number, grouping_key, status, verdict, coalesce(last_alert_at, opened_at) as last_alert,
                                status not in ('resolved', 'closed') and not lapsed as open
                            from incident where grouping_key = k.key
                            order by status not in ('resolved', 'closed') and not lapsed desc, opened_at desc limit 1) as i
                        join timeline_head h on h.incident_id = i.id
                        order by h.incident_id for update of h
                        """,
                        row -> new Known(
                                row.uuid("id"),
                                row.text("number"),
                                row.text("grouping_key"),
                                row.text("status"),
                                row.textOrNull("verdict"),
                                row.bool("open"),
                                row.instant("last_alert")),
                        keys)
                .stream()
                .collect(Collectors.toMap(Known::key, incident -> incident));
    }

    private void lapse(List<Known> incidents) {
        if (!incidents.isEmpty()) {
            sql.update("update incident set lapsed = true where id = any(?::uuid[])", Sql.column(incidents, Known::id));
        }
    }

    private Map<String, Joined> join(Collection<Arrivals> arrivals, Instant now) {
        return sql
                .list(
                        """
                        update incident i
                        set alerts = i.alerts + n.alerts, updated_at = ?, last_alert_at = ?, severity = greatest(i.severity, n.severity)
                        from unnest(?::text[], ?::int[], ?::int[]) as n (key, severity, alerts)
                        where i.grouping_key = n.key and i.status not in ('resolved', 'closed') and not i.lapsed
                        returning i.id, i.number, i.grouping_key
                        """,
                        row -> new Kept(
                                row.text("grouping_key"), new Joined(row.uuid("id"), row.text("number"), false)),
                        now,
                        now,
                        Sql.column(arrivals, Arrivals::key),
                        Sql.column(arrivals, Arrivals::severity),
                        Sql.column(arrivals, Arrivals::alerts))
                .stream()
                .collect(Collectors.toMap(Kept::key, Kept::incident));
    }

    private Map<String, Joined> open(List<Arrivals> arrivals, Map<String, Known> known, Instant now) {
        var opened = insert(arrivals, known, now);
        timeline.begin(
                opened.values().stream().filter(Joined::opened).map(Joined::id).toList());
        var lines = new ArrayList<Timeline.Line>();
        for (var one : arrivals) {
            var incident = opened.get(one.key());
            var earlier = known.get(one.key());
            if (incident == null || !incident.opened()) {
                continue;
            }
            lines.add(new Timeline.Line(
                    incident.id(),
                    one.actor(),
                    new IncidentEvent.IncidentOpened(incident.number(), one.title(), one.severity())));
            if (earlier != null) {
                lines.add(new Timeline.Line(
                        incident.id(),
                        one.actor(),
                        new IncidentEvent.IncidentContinues(earlier.number(), earlier.status(), earlier.verdict())));
                lines.add(new Timeline.Line(
                        earlier.id(), one.actor(), new IncidentEvent.IncidentContinued(incident.number())));
            }
        }
        timeline.appendAll(lines);
        return opened;
    }

    private Map<String, Joined> insert(List<Arrivals> arrivals, Map<String, Known> known, Instant now) {
        return sql
                .list(
                        """
                        insert into incident (id, number, title, severity, grouping_key, follows, alerts, opened_at, updated_at,
                            last_alert_at)
                        select n.id, 'INC-' || to_char(?::timestamptz at time zone 'utc', 'YYYY') || '-'
                                || lpad(n.place::text, greatest(6, length(n.place::text)), '0'),
                            n.title, n.severity, n.key, n.follows, n.alerts, ?, ?, ?
                        from (select nextval('incident_number') as place, m.*
                              from unnest(?::uuid[], ?::text[], ?::int[], ?::text[], ?::uuid[], ?::int[])
                                  as m (id, title, severity, key, follows, alerts)) as n
                        on conflict (grouping_key) where status not in ('resolved', 'closed') and not lapsed do update
                            set alerts = incident.alerts + excluded.alerts, updated_at = excluded.updated_at,
                                last_alert_at = excluded.last_alert_at,
                                severity = greatest(incident.severity, excluded.severity)
                        returning id, number, grouping_key, (xmax = 0) as opened
                        """,
                        row -> new Kept(
                                row.text("grouping_key"),
                                new Joined(row.uuid("id"), row.text("number"), row.bool("opened"))),
                        now,
                        now,
                        now,
                        now,
                        Sql.column(arrivals, one -> Ids.next()),
                        Sql.column(arrivals, Arrivals::title),
                        Sql.column(arrivals, Arrivals::severity),
                        Sql.column(arrivals, Arrivals::key),
                        Sql.column(arrivals, one -> {
                            var earlier = known.get(one.key());
                            return earlier == null ? null : earlier.id();
                        }),
                        Sql.column(arrivals, Arrivals::alerts))
                .stream()
                .collect(Collectors.toMap(Kept::key, Kept::incident));
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
                .ifPresent(was -> timeline.append(incident, actor, new IncidentEvent.SeverityChanged(was, severity)));
    }

    /// An incident that is open again. Where another one has taken its place meanwhile, alerts go on joining that one.
    @Transactional(TxType.MANDATORY)
    void stepAside(UUID reopened) {
        sql.update("""
                update incident i set lapsed = true where id = ? and exists (
                    select from incident o where o.grouping_key = i.grouping_key and o.id <> i.id
                        and o.status not in ('resolved', 'closed') and not o.lapsed)
                """, reopened);
    }

    /// The identity behind a number people see.
    public UUID id(String number) {
        return sql.one("select id from incident where number = ?", row -> row.uuid("id"), number)
                .orElseThrow(() -> new Problem(404, "not-found", "There is no incident " + number + "."));
    }
}
