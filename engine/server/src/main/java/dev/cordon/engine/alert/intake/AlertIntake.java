package dev.cordon.engine.alert.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.Ids;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.incident.Incidents;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxKind;
import dev.cordon.engine.policy.Suppressions;
import dev.cordon.engine.run.AlertRouting;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.TimelineEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores an alert, once, with everything that follows from it, in one transaction.
@ApplicationScoped
public class AlertIntake {
    private final Sql sql;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Outbox outbox;
    private final AlertUpdates updates;
    private final Suppressions suppressions;
    private final InstantSource clock;
    private final ObjectMapper json;

    AlertIntake(
            Sql sql,
            Incidents incidents,
            Timeline timeline,
            Outbox outbox,
            AlertUpdates updates,
            Suppressions suppressions,
            InstantSource clock,
            ObjectMapper json) {
        this.sql = sql;
        this.incidents = incidents;
        this.timeline = timeline;
        this.outbox = outbox;
        this.updates = updates;
        this.suppressions = suppressions;
        this.clock = clock;
        this.json = json;
    }

    /// @param incident the incident's number, `INC-2026-000123`; null where the alert opens none
    /// @param duplicate whether this reference had been taken before
    public record Taken(String alertId, @Nullable String incident, boolean duplicate) {}

    /// Returns after the commit. The same reference again answers with the first one's ids and starts nothing; what it
    /// says differently is kept as an update.
    @Transactional
    public Taken take(String source, Alert alert, byte[] raw) {
        var id = Ids.next();
        var now = clock.instant();
        // the unique index decides who came first; who came second waits here until the first has committed
        var fresh = sql.update(
                        """
                        insert into alert (id, source, reference, product_id, body_sha256, status, title, rule_id, rule_name, severity,
                            confidence, techniques, host, account, assets, observables, notes, occurred_at, detected_at,
                            link, state, received_at, raw)
                        values (?, ?, ?, ?, ?, 'accepted', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (source, reference) do nothing
                        """,
                        id,
                        source,
                        alert.reference(),
                        alert.productId(),
                        sha256(raw),
                        alert.title(),
                        alert.ruleId(),
                        alert.ruleName(),
                        alert.severity(),
                        alert.confidence(),
                        alert.techniques(),
                        alert.host(),
                        alert.account(),
                        json.valueToTree(alert.assets()),
                        json.valueToTree(alert.observables()),
                        alert.notes(),
                        alert.occurredAt(),
                        alert.detectedAt(),
                        alert.link() == null ? null : alert.link().toString(),
                        state(alert),
                        now,
                        raw)
                == 1;
        if (fresh) {
            return isOver(alert) ? new Taken(id.toString(), null, false) : follow(id, source, alert);
        }
        var stored = updates.add(source, alert, sha256(raw), raw);
        return stored.unopened() && !isOver(alert)
                ? follow(stored.id(), source, alert)
                : new Taken(stored.id().toString(), stored.incident(), true);
    }

    private static boolean isOver(Alert alert) {
        return alert.status() == Alert.Status.RESOLVED;
    }

    static String state(Alert alert) {
        return alert.status().name().toLowerCase(Locale.ROOT);
    }

    private Taken follow(UUID id, String source, Alert alert) {
        var match = new Suppressions.Match(source, alert.ruleId(), alert.host(), alert.account());
        var suppressed = suppressions.of(match);
        if (suppressed.isPresent()) {
            return suppress(id, suppressed.get());
        }
        var actor = "source:" + source;
        var incident = incidents.openOrJoin(groupingKey(source, alert), alert.title(), alert.severity(), 1, actor);
        sql.update("update alert set incident_id = ? where id = ?", incident.id(), id);
        timeline.append(
                incident.id(),
                actor,
                new TimelineEvent.AlertReceived(id.toString(), source, alert.title(), alert.severity()));
        outbox.add(
                OutboxKind.ROUTE_ALERT,
                new AlertRouting.Arrived(
                        id.toString(),
                        incident.id().toString(),
                        source,
                        alert.title(),
                        alert.ruleId(),
                        alert.ruleName(),
                        alert.severity(),
                        alert.techniques(),
                        alert.host(),
                        alert.account()));
        return new Taken(id.toString(), incident.number(), false);
    }

    private Taken suppress(UUID id, Suppressions.Suppressed by) {
        sql.update(
                "update alert set status = 'suppressed', reason = ?, suppression_id = ? where id = ?",
                "suppressed for %s: %s".formatted(by.owner(), by.reason()),
                by.id(),
                id);
        return new Taken(id.toString(), null, false);
    }

    /// Alerts about one host belong together, then those about one account, then those of one rule.
    static String groupingKey(String source, Alert alert) {
        if (alert.host() != null) {
            return "host:" + alert.host().toLowerCase(Locale.ROOT);
        }
        if (alert.account() != null) {
            return "account:" + alert.account().toLowerCase(Locale.ROOT);
        }
        return "rule:" + source + ":" + (alert.ruleId() == null ? alert.title() : alert.ruleId());
    }

    /// Keeps what could not be read, with the reason; the same body again is kept once.
    @Transactional
    public String reject(String source, String why, byte[] raw) {
        var hash = sha256(raw);
        var reference = "rejected:" + HexFormat.of().formatHex(hash);
        sql.update("""
                insert into alert (id, source, reference, body_sha256, status, reason, received_at, raw)
                values (?, ?, ?, ?, 'rejected', ?, ?, ?) on conflict (source, reference) do nothing
                """, Ids.next(), source, reference, hash, why, clock.instant(), raw);
        return sql.one(
                        "select id from alert where source = ? and reference = ?",
                        row -> row.uuid("id").toString(),
                        source,
                        reference)
                .orElseThrow();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
