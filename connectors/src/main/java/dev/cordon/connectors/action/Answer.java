package dev.cordon.connectors.action;

import dev.cordon.contract.Look;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.util.List;

/// What a playbook hears back.
public sealed interface Answer {
    /// The name stands for exactly one target.
    record Found(Target target) implements Answer {}

    /// How it is now.
    record Seen(Look.State state) implements Answer {}

    /// It does not. `code` is `target-ambiguous` or `target-not-found`.
    record Unresolved(String code, String why, List<Target> candidates) implements Answer {}

    /// The action is over and on record.
    record Ended(Outcome outcome) implements Answer {}

    /// The server said no; nothing was sent.
    record Denied(String code, String why) implements Answer {}

    /// Ask again after a while. Costs the job no retry.
    record Later(Duration after, String why) implements Answer {}

    /// Only a person can help; the run stands still in sight of everybody.
    record Blocked(String why) implements Answer {}
}
