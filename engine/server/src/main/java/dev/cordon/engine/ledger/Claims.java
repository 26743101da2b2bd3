package dev.cordon.engine.ledger;

import dev.cordon.contract.Claim;
import dev.cordon.contract.Intent;
import dev.cordon.contract.Outcome;
import dev.cordon.engine.containment.Register;
import dev.cordon.engine.policy.Policy;
import dev.cordon.engine.policy.Policy.Denial;
import dev.cordon.engine.recorder.RecorderHealth;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.ActionEvent.ActionDenied;
import dev.cordon.engine.timeline.event.ActionEvent.ActionIntended;
import dev.cordon.engine.timeline.event.ActionEvent.ActionTakenOver;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Who may act, and whether somebody did before.
@ApplicationScoped
class Claims {
    private static final Duration NOT_RECORDING = Duration.ofSeconds(2);

    private final ActionRows actions;
    private final Settlements settlements;
    private final Policy policy;
    private final Register register;
    private final Timeline timeline;
    private final RecorderHealth recorder;
    private final InstantSource clock;

    Claims(
            ActionRows actions,
            Settlements settlements,
            Policy policy,
            Register register,
            Timeline timeline,
            RecorderHealth recorder,
            InstantSource clock) {
        this.actions = actions;
        this.settlements = settlements;
        this.policy = policy;
        this.register = register;
        this.timeline = timeline;
        this.recorder = recorder;
        this.clock = clock;
    }

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
        return actions.insert(id, intent, now, denial)
                ? fresh(id, intent, now, denial)
                : again(id, intent, now, denial);
    }

    private Claim fresh(UUID id, Intent intent, Instant now, Optional<Denial> denial) {
        var incident = UUID.fromString(intent.incidentId());
        if (denial.isEmpty()) {
            denial = stopped(intent);
            denial.ifPresent(late -> actions.deny(id, late));
        }
        if (denial.isPresent()) {
            register.handOver(intent, denial.get());
            timeline.append(incident, intent.worker(), denied(intent, denial.get()));
            return denied(denial.get());
        }
        var token = actions.lease(id, now, 1, intent.worker());
        timeline.append(
                incident,
                intent.worker(),
                new ActionIntended(
                        intent.actionId(), intent.runId(), intent.action().value(), intent.target(), intent.reason()));
        if (register.alreadyReleased(intent)) {
            return new Claim.Settled(settlements.settleAs(actions.held(id), new Outcome.AlreadySo(), now));
        }
        return new Claim.Fresh(token.toString(), now.plus(ActionLedger.LEASE));
    }

    /// Whoever cancels the run or closes its incident holds the timeline and commits: before, and it is seen here, or
    /// after this claim. So nothing is granted once that is answered.
    private Optional<Denial> stopped(Intent intent) {
        if (!intent.action().effect().destructive()) {
            return Optional.empty();
        }
        timeline.hold(UUID.fromString(intent.incidentId()));
        return policy.stops(intent);
    }

    private Claim again(UUID id, Intent intent, Instant now, Optional<Denial> denial) {
        var held = actions.held(id);
        if (held.outcome() != null) {
            return new Claim.Settled(held.outcome());
        }
        if (held.denial() != null) {
            return denied(held.denial());
        }
        if (held.leaseUntil() != null && held.leaseUntil().isAfter(now)) {
            return new Claim.Busy(held.leaseUntil());
        }
        var late = denial.isPresent() ? denial : stopped(intent);
        return late.isPresent() ? abandon(held, intent, now, late.get()) : takeOver(held, intent, now);
    }

    private Claim takeOver(Held held, Intent intent, Instant now) {
        var attempt = held.attempts() + 1;
        var interrupted = held.interrupted() || held.token() != null;
        var token = actions.lease(held.id(), now, attempt, intent.worker());
        if (interrupted && !held.interrupted()) {
            actions.interrupted(held.id());
        }
        if (held.token() != null || held.asked() || !held.waits()) {
            timeline.append(
                    held.incident(),
                    intent.worker(),
                    new ActionTakenOver(
                            intent.actionId(), held.jobType(), held.target(), attempt, held.token() == null));
        }
        return new Claim.InDoubt(
                token.toString(), now.plus(ActionLedger.LEASE), attempt, held.asked(), interrupted, held.receipt());
    }

    /// Denied only after somebody may have sent it: it must not be sent again, and what became of it is not known.
    private Claim abandon(Held held, Intent intent, Instant now, Denial denial) {
        timeline.append(held.incident(), intent.worker(), denied(intent, denial));
        return new Claim.Settled(
                settlements.settleAs(held, new Outcome.Unverified("interrupted, then denied: " + denial.code()), now));
    }

    private static ActionDenied denied(Intent intent, Denial denial) {
        return new ActionDenied(
                intent.actionId(), intent.action().value(), intent.target(), denial.code(), denial.why());
    }

    private static Claim denied(Denial denial) {
        return new Claim.Denied(denial.code(), denial.why());
    }
}
