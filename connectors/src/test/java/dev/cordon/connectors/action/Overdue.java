package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.Effect;
import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Look;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// One isolation that its host does not take in time, where what is under way at the deadline shall be taken back. The
/// real runner, the ledger in memory, a clock that moves when somebody waits.
public final class Overdue {
    private final ManualTime time = new ManualTime();
    private final MemoryLedger ledger = new MemoryLedger(time, new ArrayList<>());
    private final Pace pace = new UsualPace(List.of("host.isolate"));
    private final Runner runner =
            new Runner(new Books(ledger, time), pace, time, new Crowd(pace), new Rota(Lab.vendors(), pace, time));
    private final Intent intent;
    private final Supplier<Effect> effect;

    /// @param effect a new one for each delivery; its action is `action-1`
    public Overdue(Target.Host host, Supplier<Effect> effect) {
        this.intent =
                new Intent("action-1", "incident-1", "run-1", JobType.HOST_ISOLATE, host, "why", "isolate", "worker-1");
        this.effect = effect;
    }

    /// The delivery that asks, and gives the job back because nothing is to be seen.
    public Overdue asked() {
        if (!(runner.run(intent, effect.get()) instanceof Answer.Later)) {
            throw new AssertionError("it ended before its time");
        }
        return this;
    }

    /// The delivery after the deadline.
    public Outcome ended() {
        time.sleep(pace.deadline());
        if (runner.run(intent, effect.get()) instanceof Answer.Ended(var outcome)) {
            return outcome;
        }
        throw new AssertionError("it did not end");
    }

    /// What was seen last before it ended.
    public Look.State lastSeen() {
        return ledger.settlements.getFirst().looks().getLast().state();
    }
}
