package dev.cordon.engine.timeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.Text;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.event.TimelineEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// The only way into a timeline. Joins the caller's transaction: what happened and its line are committed together or
/// not at all.
///
/// An incident's entries form a chain: `hash = SHA-256(previous hash || body)`, beginning with 32 zero bytes. The
/// head's row is locked
/// until the commit, so entries of one incident are numbered without gaps; other incidents are not held up. Whoever
/// also changes a run
/// or a task in the same transaction calls [#hold] first: the recorder's projection takes the head before those, too.
@ApplicationScoped
public class Timeline {
    private final Sql sql;
    private final InstantSource clock;
    private final ObjectMapper json;
    private final TimelineSignals signals;

    Timeline(Sql sql, InstantSource clock, ObjectMapper json, TimelineSignals signals) {
        this.sql = sql;
        this.clock = clock;
        this.json = json;
        this.signals = signals;
    }

    /// Begins an incident's timeline.
    @Transactional(TxType.MANDATORY)
    public void begin(UUID incident) {
        begin(List.of(incident));
    }

    @Transactional(TxType.MANDATORY)
    public void begin(Collection<UUID> incidents) {
        sql.update("""
                insert into timeline_head (incident_id, seq, hash)
                select id, 0, decode(repeat('00', 32), 'hex') from unnest(?::uuid[]) as i (id)
                """, incidents);
    }

    /// Takes the head's lock early.
    @Transactional(TxType.MANDATORY)
    public void hold(UUID incident) {
        hold(List.of(incident));
    }

    /// Takes several heads' locks, always in the same order.
    @Transactional(TxType.MANDATORY)
    public void hold(Collection<UUID> incidents) {
        heads(incidents);
    }

    private record Head(UUID incident, long seq, byte[] hash) {}

    private List<Head> heads(Collection<UUID> incidents) {
        return sql.list(
                """
                select incident_id, seq, hash from timeline_head where incident_id = any(?::uuid[])
                order by incident_id for update
                """, row -> new Head(row.uuid("incident_id"), row.longNumber("seq"), row.bytes("hash")), incidents);
    }

    /// What one incident's timeline shall say.
    public record Line(UUID incident, String actor, TimelineEvent event) {}

    /// Many lines at once, of one incident in the given order: three statements however many there are.
    @Transactional(TxType.MANDATORY)
    public void appendAll(List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var heads = heads(lines.stream().map(Line::incident).distinct().toList()).stream()
                .collect(Collectors.toMap(Head::incident, head -> head));
        var links = new ArrayList<Link>(lines.size());
        for (var line : lines) {
            var head = heads.get(line.incident());
            if (head == null) {
                throw new IllegalStateException("no timeline has been begun for incident " + line.incident());
            }
            var body = body(line, now, now);
            var hash = Canonical.sha256(head.hash(), body);
            links.add(new Link(line, head.seq() + 1, body, head.hash(), hash));
            heads.put(line.incident(), new Head(line.incident(), head.seq() + 1, hash));
        }
        store(links, heads.values(), now);
        heads.keySet().forEach(signals::afterCommit);
    }

    private record Link(Line line, long seq, String body, byte[] previous, byte[] hash) {}

    private void store(List<Link> links, Collection<Head> heads, Instant now) {
        sql.update(
                """
                insert into timeline_entry (incident_id, seq, recorded_at, kind, body, previous_hash, hash)
                select n.incident, n.seq, ?, n.kind, n.body, n.previous, n.hash
                from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::bytea[], ?::bytea[])
                    as n (incident, seq, kind, body, previous, hash)
                """,
                now,
                Sql.column(links, link -> link.line().incident()),
                Sql.column(links, Link::seq),
                Sql.column(links, link -> link.line().event().kind()),
                Sql.column(links, Link::body),
                Sql.column(links, Link::previous),
                Sql.column(links, Link::hash));
        sql.update("""
                update timeline_head h set seq = n.seq, hash = n.hash
                from unnest(?::uuid[], ?::bigint[], ?::bytea[]) as n (incident, seq, hash)
                where h.incident_id = n.incident
                """, Sql.column(heads, Head::incident), Sql.column(heads, Head::seq), Sql.column(heads, Head::hash));
    }

    /// @param actor who did it: a user's name, `source:wazuh`, `playbook:...`, `worker`
    @Transactional(TxType.MANDATORY)
    public void append(UUID incident, String actor, TimelineEvent event) {
        append(incident, actor, clock.instant(), event);
    }

    /// @param occurredAt when it happened, where that is not now
    @Transactional(TxType.MANDATORY)
    public void append(UUID incident, String actor, Instant occurredAt, TimelineEvent event) {
        var recordedAt = clock.instant();
        var body = body(new Line(incident, actor, event), occurredAt, recordedAt);
        var appended = sql.update(
                """
                with head as (
                    select seq, hash from timeline_head where incident_id = ? for update
                ), moved as (
                    update timeline_head h set seq = head.seq + 1, hash = sha256(head.hash || ?)
                    from head where h.incident_id = ? returning h.seq, h.hash
                )
                insert into timeline_entry (incident_id, seq, recorded_at, kind, body, previous_hash, hash)
                select ?, moved.seq, ?, ?, ?, head.hash, moved.hash from moved, head
                """,
                incident,
                body.getBytes(StandardCharsets.UTF_8),
                incident,
                incident,
                recordedAt,
                event.kind(),
                body);
        if (appended != 1) {
            throw new IllegalStateException("no timeline has been begun for incident " + incident);
        }
        signals.afterCommit(incident);
    }

    private String body(Line line, Instant occurredAt, Instant recordedAt) {
        var entry = new TreeMap<String, Object>();
        entry.put("incident", line.incident().toString());
        entry.put("actor", line.actor());
        entry.put("occurredAt", occurredAt.toString());
        entry.put("recordedAt", recordedAt.toString());
        entry.put("kind", line.event().kind());
        entry.put("sentence", Text.clean(line.event().sentence()));
        entry.put("detail", json.valueToTree(line.event()));
        return Text.clean(Canonical.text(entry));
    }
}
