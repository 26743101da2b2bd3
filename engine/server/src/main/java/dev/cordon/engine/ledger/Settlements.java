package dev.cordon.engine.ledger;

import dev.cordon.contract.Outcome;
import dev.cordon.contract.Pause;
import dev.cordon.contract.Settlement;
import dev.cordon.engine.Text;
import dev.cordon.engine.containment.Register;
import dev.cordon.engine.containment.SharedHolds;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.ActionEvent.ActionSettled;
import dev.cordon.engine.timeline.event.ActionEvent.ActionWaits;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// How a claim ends: with an outcome, given back for later, or because nobody comes back for it.
@ApplicationScoped
class Settlements {
    /// For a worker that is late with its outcome.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ActionRows actions;
    private final Register register;
    private final SharedHolds shared;
    private final Timeline timeline;
    private final InstantSource clock;

    Settlements(ActionRows actions, Register register, SharedHolds shared, Timeline timeline, InstantSource clock) {
        this.actions = actions;
        this.register = register;
        this.shared = shared;
        this.timeline = timeline;
        this.clock = clock;
    }

    /// The first outcome wins.
    Outcome settle(UUID id, Settlement settlement) {
        var now = clock.instant();
        var held = actions.held(id);
        if (held.outcome() != null) {
            return held.outcome();
        }
        held.requireHolder(settlement.token());
        actions.endAttempt(held, "settled", held.asked(), settlement.looks(), now);
        return settleAs(held, settlement.outcome(), now);
    }

    Outcome settleAs(Held held, Outcome outcome, Instant now) {
        var id = held.id();
        actions.settled(id, outcome, now);
        register.settled(id, held.jobType(), held.target().key(), outcome, now);
        timeline.append(
                held.incident(), "worker", new ActionSettled(id.toString(), held.jobType(), held.target(), outcome));
        shared.settled(id, held.jobType(), held.target().key(), outcome, now);
        return outcome;
    }

    void pause(UUID id, Pause pause) {
        var held = actions.held(id);
        if (held.outcome() != null) {
            return;
        }
        if (held.token() == null) {
            // repeated: it was given back already
            return;
        }
        held.requireHolder(pause.token());
        actions.givenBack(id, pause);
        actions.endAttempt(held, "paused", pause.asked(), pause.looks(), clock.instant());
        if (pause.waits() != null && !held.waits()) {
            timeline.append(held.incident(), "worker", waits(held, pause.waits()));
        }
    }

    private static ActionWaits waits(Held held, Pause.Waits waits) {
        return new ActionWaits(
                held.id().toString(),
                held.jobType(),
                held.target(),
                Text.clean(waits.why()),
                waits.next(),
                waits.until());
    }

    /// Ends what nobody will come back for: the run is over, so the broker delivers the job no more, and the lease has
    /// ended. What was sent may have arrived; it stands in the register as not verified until a person looks.
    int settleOrphans() {
        var now = clock.instant();
        var orphans = actions.orphans(now.minus(GRACE));
        orphans.forEach(id -> settleAs(actions.held(id), new Outcome.Unverified("interrupted; its run is over"), now));
        return orphans.size();
    }
}
