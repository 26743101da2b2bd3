package dev.cordon.engine.timeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.Text;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.UUID;

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
        sql.update(
                "insert into timeline_head (incident_id, seq, hash) values (?, 0, decode(repeat('00', 32), 'hex'))",
                incident);
    }

    /// Takes the head's lock early.
    @Transactional(TxType.MANDATORY)
    public void hold(UUID incident) {
        sql.one(
                "select seq from timeline_head where incident_id = ? for update",
                row -> row.longNumber("seq"),
                incident);
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
        var entry = new TreeMap<String, Object>();
        entry.put("incident", incident.toString());
        entry.put("actor", actor);
        entry.put("occurredAt", occurredAt.toString());
        entry.put("recordedAt", recordedAt.toString());
        entry.put("kind", event.kind());
        entry.put("sentence", Text.clean(event.sentence()));
        entry.put("detail", json.valueToTree(event));
        var body = Text.clean(Canonical.text(entry));
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
}
