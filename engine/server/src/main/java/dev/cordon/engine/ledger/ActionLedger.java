package dev.cordon.engine.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.contract.Claim;
import dev.cordon.contract.Intent;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Pause;
import dev.cordon.contract.Refusal;
import dev.cordon.contract.Settlement;
import dev.cordon.contract.Target;
import dev.cordon.engine.Text;
import dev.cordon.engine.containment.Register;
import dev.cordon.engine.containment.SharedHolds;
import dev.cordon.engine.policy.Policy;
import dev.cordon.engine.policy.Policy.Denial;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.recorder.RecorderHealth;
import dev.cordon.engine.sql.Row;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.TimelineEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Claim and settle. Each is one transaction with its timeline line.
///
/// A claim is a lease. It is longer than a worker's request to a vendor may take, and a worker sends nothing near its
/// end; so when
/// somebody else gets the action as [Claim.InDoubt], whatever the first one sent has arrived, and a look tells the
/// truth.
@ApplicationScoped
class ActionLedger {
    static final Duration LEASE = Duration.ofSeconds(20);

    /// For a worker that is late with its outcome.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration NOT_RECORDING = Duration.ofSeconds(2);

    private final Sql sql;
    private final Policy policy;
    private final Register register;
    private final SharedHolds shared;
    private final Timeline timeline;
    private final RecorderHealth recorder;
    private final InstantSource clock;
    private final ObjectMapper json;

    ActionLedger(
            Sql sql,
            Policy policy,
            Register register,
            SharedHolds shared,
            Timeline timeline,
            RecorderHealth recorder,
            InstantSource clock,
            ObjectMapper json) {
        this.sql = sql;
        this.policy = policy;
        this.register = register;
        this.shared = shared;
        this.timeline = timeline;
        this.recorder = recorder;
        this.clock = clock;
        this.json = json;
    }

    private record Held(
            String state,
            @Nullable UUID token,
            @Nullable Instant leaseUntil,
            int attempts,
            boolean asked,
            boolean interrupted,
            boolean waits,
            @Nullable String receipt,
            UUID incident,
            String jobType,
            Target target,
            @Nullable Outcome outcome,
            @Nullable Denial denial) {

        static Held of(Row row) throws SQLException {
            return new Held(
                    row.text("state"),
                    row.uuidOrNull("token"),
                    row.instantOrNull("lease_until"),
                    row.number("attempts"),
                    row.bool("asked"),
                    row.bool("interrupted"),
                    row.bool("waits"),
                    row.textOrNull("receipt"),
                    row.uuid("incident_id"),
                    row.text("job_type"),
                    row.json("target", Target.class),
                    row.textOrNull("outcome") == null ? null : row.json("outcome", Outcome.class),
                    row.textOrNull("denial") == null ? null : row.json("denial", Denial.class));
        }
    }

    @Transactional
    Claim claim(Intent intent) {
        var now = clock.instant();
        if (intent.action().effect().destructive() && !recorder.recording()) {
            return new Claim.Busy(now.plus(NOT_RECORDING));
        }
        var id = UUID.fromString(intent.actionId());
        var denial = policy.denies(intent).or(() -> register.denies(intent));
        if (denial.filter(it -> it.code().equals("unknown-run")).isPresent()) {
            // there is no incident to write it down for
            return denied(denial.get());
        }
        return insert(id, intent, now, denial) ? fresh(id, intent, now, denial) : again(id, intent, now, denial);
    }

    /// False: somebody was here before. The primary key decides who came first.
    private boolean insert(UUID id, Intent intent, Instant now, Optional<Denial> denial) {
        return sql.update(
                        """
                        insert into action (id, incident_id, run_id, element_id, job_type, target, target_key, reason, state,
                            denial, intended_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
                        """,
                        id,
                        UUID.fromString(intent.incidentId()),
                        UUID.fromString(intent.runId()),
                        intent.element(),
                        intent.action().value(),
                        json.valueToTree(intent.target()),
                        intent.target().key(),
                        intent.reason(),
                        denial.isPresent() ? "denied" : "open",
                        denial.orElse(null),
                        now)
                == 1;
    }

    private Claim fresh(UUID id, Intent intent, Instant now, Optional<Denial> denial) {
        var incident = UUID.fromString(intent.incidentId());
        if (denial.isPresent()) {
            register.handOver(intent, denial.get());
            timeline.append(incident, intent.worker(), denied(intent, denial.get()));
            return denied(denial.get());
        }
        var token = lease(id, now, 1, intent.worker());
        timeline.append(
                incident,
                intent.worker(),
                new TimelineEvent.ActionIntended(
                        intent.actionId(), intent.runId(), intent.action().value(), intent.target(), intent.reason()));
        if (register.alreadyReleased(intent)) {
            return new Claim.Settled(settleAs(id, held(id), new Outcome.AlreadySo(), now));
        }
        return new Claim.Fresh(token.toString(), now.plus(LEASE));
    }

    private Claim again(UUID id, Intent intent, Instant now, Optional<Denial> denial) {
        var held = held(id);
        if (held.outcome() != null) {
            return new Claim.Settled(held.outcome());
        }
        if (held.denial() != null) {
            return denied(held.denial());
        }
        if (held.leaseUntil() != null && held.leaseUntil().isAfter(now)) {
            return new Claim.Busy(held.leaseUntil());
        }
        if (denial.isPresent()) {
            return abandon(id, held, intent, now, denial.get());
        }
        var attempt = held.attempts() + 1;
        var interrupted = held.interrupted() || held.token() != null;
        var token = lease(id, now, attempt, intent.worker());
        if (interrupted && !held.interrupted()) {
            sql.update("update action set interrupted = true where id = ?", id);
        }
        if (held.token() != null || held.asked() || !held.waits()) {
            timeline.append(
                    held.incident(),
                    intent.worker(),
                    new TimelineEvent.ActionTakenOver(
                            intent.actionId(), held.jobType(), held.target(), attempt, held.token() == null));
        }
        return new Claim.InDoubt(token.toString(), now.plus(LEASE), attempt, held.asked(), interrupted, held.receipt());
    }

    /// Denied only after somebody may have sent it: it must not be sent again, and what became of it is not known.
    private Claim abandon(UUID id, Held held, Intent intent, Instant now, Denial denial) {
        timeline.append(held.incident(), intent.worker(), denied(intent, denial));
        return new Claim.Settled(
                settleAs(id, held, new Outcome.Unverified("interrupted, then denied: " + denial.code()), now));
    }

    private UUID lease(UUID id, Instant now, int attempt, String worker) {
        var token = UUID.randomUUID();
        sql.update("""
                with leased as (
                    update action set token = ?, lease_until = ?, attempts = ? where id = ? returning id)
                insert into action_attempt (action_id, attempt, worker, claimed_at) select id, ?, ?, ? from leased
                """, token, now.plus(LEASE), attempt, id, attempt, worker, now);
        return token;
    }

    @Transactional
    Outcome settle(UUID id, Settlement settlement) {
        var now = clock.instant();
        var held = held(id);
        if (held.outcome() != null) {
            return held.outcome();
        }
        requireHolder(held, settlement.token());
        endAttempt(id, held.attempts(), "settled", held.asked(), json.valueToTree(settlement.looks()), now);
        return settleAs(id, held, settlement.outcome(), now);
    }

    private Outcome settleAs(UUID id, Held held, Outcome outcome, Instant now) {
        sql.update(
                "update action set state = 'settled', outcome = ?, settled_at = ?, lease_until = null where id = ?",
                json.valueToTree(outcome),
                now,
                id);
        register.settled(id, held.jobType(), held.target().key(), outcome, now);
        timeline.append(
                held.incident(),
                "worker",
                new TimelineEvent.ActionSettled(id.toString(), held.jobType(), held.target(), outcome));
        shared.settled(id, held.jobType(), held.target().key(), outcome, now);
        return outcome;
    }

    /// Ends what nobody will come back for: the run is over, so the broker delivers the job no more, and the lease has
    /// ended. What was
    /// sent may have arrived; it stands in the register as not verified until a person looks.
    ///
    /// @return how many there were
    @Transactional
    int settleOrphans() {
        var now = clock.instant();
        var orphans = sql.list("""
                select a.id from action a join playbook_run r on r.id = a.run_id
                where a.state = 'open' and r.ended_at is not null and greatest(r.ended_at, coalesce(a.lease_until, r.ended_at)) < ?
                order by a.id limit 100 for update of a skip locked
                """, row -> row.uuid("id"), now.minus(GRACE));
        orphans.forEach(id -> settleAs(id, held(id), new Outcome.Unverified("interrupted; its run is over"), now));
        return orphans.size();
    }

    @Transactional
    void pause(UUID id, Pause pause) {
        var held = held(id);
        if (held.outcome() != null) {
            return;
        }
        if (held.token() == null) {
            // repeated: it was given back already
            return;
        }
        requireHolder(held, pause.token());
        sql.update("""
                update action set token = null, lease_until = null, asked = asked or ?, receipt = coalesce(?, receipt),
                    waits = waits or ?
                where id = ?
                """, pause.asked(), pause.receipt(), pause.waits() != null, id);
        endAttempt(id, held.attempts(), "paused", pause.asked(), json.valueToTree(pause.looks()), clock.instant());
        if (pause.waits() != null && !held.waits()) {
            timeline.append(held.incident(), "worker", waits(id, held, pause.waits()));
        }
    }

    private static TimelineEvent waits(UUID id, Held held, Pause.Waits waits) {
        return new TimelineEvent.ActionWaits(
                id.toString(), held.jobType(), held.target(), Text.clean(waits.why()), waits.next(), waits.until());
    }

    private void endAttempt(UUID id, int attempt, String ending, boolean asked, JsonNode looks, Instant now) {
        sql.update("""
                update action_attempt set ended_at = ?, ending = ?, asked = ?, looks = ?
                where action_id = ? and attempt = ?
                """, now, ending, asked, looks, id, attempt);
    }

    @Transactional
    void refuse(Refusal refusal) {
        var incident = UUID.fromString(refusal.incidentId());
        var event = new TimelineEvent.TargetNotResolved(
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

    private Held held(UUID id) {
        return sql.one("select * from action where id = ? for update", Held::of, id)
                .orElseThrow(() -> new Problem(404, "not-found", "There is no action " + id + "."));
    }

    private static void requireHolder(Held held, String token) {
        if (held.token() == null || !held.token().toString().equals(token)) {
            throw new Problem(409, "claim-lost", "Somebody else has taken this action over.");
        }
    }

    private static TimelineEvent denied(Intent intent, Denial denial) {
        return new TimelineEvent.ActionDenied(
                intent.actionId(), intent.action().value(), intent.target(), denial.code(), denial.why());
    }

    private static Claim denied(Denial denial) {
        return new Claim.Denied(denial.code(), denial.why());
    }
}
