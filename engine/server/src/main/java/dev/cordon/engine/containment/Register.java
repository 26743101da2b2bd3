package dev.cordon.engine.containment;

import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Outcome;
import dev.cordon.engine.Ids;
import dev.cordon.engine.policy.Policy.Denial;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.ContainmentEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What is contained now, a projection of the ledger, kept in the ledger's transactions.
///
/// A row says that an incident holds a target contained. `owned` says that Cordon did it: only that may be undone.
/// Where two incidents
/// hold the same target, the first release hands the ownership on, and the last one releases.
@ApplicationScoped
public class Register {
    private static final String NOT_OURS = "not-ours";
    private static final String STILL_NEEDED = "still-needed";

    private final Sql sql;
    private final Timeline timeline;
    private final InstantSource clock;

    Register(Sql sql, Timeline timeline, InstantSource clock) {
        this.sql = sql;
        this.timeline = timeline;
        this.clock = clock;
    }

    private record Hold(UUID id, UUID incident, String number, boolean open, boolean owned) {}

    /// Why a release must not be done. Empty for everything that is not a release.
    @Transactional(TxType.MANDATORY)
    public Optional<Denial> denies(Intent intent) {
        var contained = intent.action().undoes();
        if (contained.isEmpty()) {
            return Optional.empty();
        }
        var holds = holds(contained.get(), intent.target().key());
        var mine = holds.stream().anyMatch(hold -> isOf(intent, hold));
        if (!mine && alreadyReleased(intent)) {
            return Optional.empty();
        }
        if (!mine) {
            return Optional.of(new Denial(
                    NOT_OURS, "This incident does not hold " + intent.target().name() + " contained."));
        }
        var others = holds.stream()
                .filter(hold -> !isOf(intent, hold) && hold.open())
                .toList();
        if (!others.isEmpty()) {
            return Optional.of(new Denial(STILL_NEEDED, others.getFirst().number() + " still needs it."));
        }
        return holds.stream().anyMatch(Hold::owned)
                ? Optional.empty()
                : Optional.of(new Denial(NOT_OURS, "It was so before Cordon came; it is not ours to undo."));
    }

    /// Whether this incident's hold on the target was ended before, by whichever way. There is nothing left to ask the
    /// vendor for.
    @Transactional(TxType.MANDATORY)
    public boolean alreadyReleased(Intent intent) {
        var contained = intent.action().undoes();
        return contained.isPresent()
                && sql.one(
                                """
                                select bool_and(released_at is not null) as released from containment
                                where target_key = ? and job_type = ? and incident_id = ? having count(*) > 0
                                """,
                                row -> row.bool("released"),
                                intent.target().key(),
                                contained.get().value(),
                                UUID.fromString(intent.incidentId()))
                        .orElse(false);
    }

    /// A release that another incident forbids, or that has nothing of ours to undo, ends this incident's hold all the
    /// same.
    @Transactional(TxType.MANDATORY)
    public void handOver(Intent intent, Denial denial) {
        var contained = intent.action().undoes();
        if (contained.isEmpty()
                || !(denial.code().equals(STILL_NEEDED) || denial.code().equals(NOT_OURS))) {
            return;
        }
        var holds = holds(contained.get(), intent.target().key());
        var mine = holds.stream().filter(hold -> isOf(intent, hold)).toList();
        var heir = holds.stream()
                .filter(hold -> !isOf(intent, hold) && hold.open())
                .findFirst();
        if (heir.isPresent() && mine.stream().anyMatch(Hold::owned)) {
            sql.update(
                    "update containment set owned = true where id = ?",
                    heir.get().id());
            timeline.append(
                    UUID.fromString(intent.incidentId()),
                    "register",
                    new ContainmentEvent.ContainmentHandedOver(
                            contained.get().value(), intent.target(), heir.get().number()));
        }
        mine.forEach(hold -> end(hold, UUID.fromString(intent.actionId())));
    }

    @Transactional(TxType.MANDATORY)
    public void settled(UUID actionId, String jobType, String targetKey, Outcome outcome, Instant now) {
        var type = JobType.of(jobType);
        switch (type.effect()) {
            case CONTAINS -> contained(actionId, outcome, now);
            case RELEASES -> type.undoes().ifPresent(undone -> released(actionId, undone, targetKey, outcome, now));
            case LOOKS, REVOKES, COLLECTS, RECORDS -> {}
        }
    }

    private void contained(UUID actionId, Outcome outcome, Instant now) {
        switch (outcome) {
            case Outcome.Done ignored -> hold(actionId, true, true, now);
            case Outcome.Unverified ignored -> hold(actionId, true, false, now);
            case Outcome.AlreadySo ignored -> hold(actionId, false, true, now);
            case Outcome.Refused ignored -> {}
        }
    }

    private void hold(UUID actionId, boolean owned, boolean verified, Instant now) {
        sql.update("""
                insert into containment (id, action_id, incident_id, run_id, job_type, target, target_key, owned, verified,
                    approved_by, since)
                select ?, a.id, a.incident_id, a.run_id, a.job_type, a.target, a.target_key, ?, ?,
                       (select approver from approval p where p.run_id = a.run_id and p.approved
                        and a.target_key = any (p.targets) order by decided_at desc limit 1), ?
                from action a where a.id = ? on conflict (action_id, incident_id) do nothing
                """, Ids.next(), owned, verified, now, actionId);
    }

    private void released(UUID actionId, JobType undone, String targetKey, Outcome outcome, Instant now) {
        switch (outcome) {
            case Outcome.Done ignored -> endAll(actionId, undone, targetKey, now);
            case Outcome.AlreadySo ignored -> endAll(actionId, undone, targetKey, now);
            case Outcome.Unverified ignored -> sql.update("""
                        update containment set verified = false
                        where target_key = ? and job_type = ? and released_at is null
                        """, targetKey, undone.value());
            case Outcome.Refused ignored -> {}
        }
    }

    /// The target is free: whoever held it holds it no more.
    private void endAll(UUID actionId, JobType undone, String targetKey, Instant now) {
        sql.update("""
                update containment set released_at = ?, released_by = ?
                where target_key = ? and job_type = ? and released_at is null
                """, now, actionId, targetKey, undone.value());
    }

    private void end(Hold hold, UUID actionId) {
        sql.update(
                "update containment set released_at = ?, released_by = ? where id = ?",
                clock.instant(),
                actionId,
                hold.id());
    }

    /// Locked: two releases at once decide one after the other.
    private List<Hold> holds(JobType contained, String targetKey) {
        return sql.list(
                """
                select c.id, c.incident_id, i.number, i.status not in ('resolved', 'closed') as open, c.owned
                from containment c join incident i on i.id = c.incident_id
                where c.target_key = ? and c.job_type = ? and c.released_at is null
                order by c.since for update of c
                """,
                row -> new Hold(
                        row.uuid("id"),
                        row.uuid("incident_id"),
                        row.text("number"),
                        row.bool("open"),
                        row.bool("owned")),
                targetKey,
                contained.value());
    }

    private static boolean isOf(Intent intent, Hold hold) {
        return hold.incident().toString().equals(intent.incidentId());
    }
}
