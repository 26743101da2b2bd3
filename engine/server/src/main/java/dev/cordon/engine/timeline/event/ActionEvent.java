package dev.cordon.engine.timeline.event;

import static dev.cordon.engine.timeline.event.Wording.minute;
import static dev.cordon.engine.timeline.event.Wording.named;
import static dev.cordon.engine.timeline.event.Wording.words;

import dev.cordon.contract.Outcome;
import dev.cordon.contract.Target;
import java.time.Instant;
import java.util.List;

/// An action, from its target to what became of it.
public sealed interface ActionEvent extends TimelineEvent {
    record TargetNotResolved(String runId, String action, String query, String code, List<Target> candidates)
            implements ActionEvent {}

    record ActionIntended(String actionId, String runId, String action, Target target, String reason)
            implements ActionEvent {}

    /// @param paused the holder before gave it back; false: it did not report back, and what it sent may have arrived
    record ActionTakenOver(String actionId, String action, Target target, int attempt, boolean paused)
            implements ActionEvent {}

    /// The product does not answer. Said once; the attempts that follow stand in the ledger only.
    ///
    /// @param next when it is tried again, and then more and more seldom
    /// @param until when it is given up
    record ActionWaits(String actionId, String action, Target target, String why, Instant next, Instant until)
            implements ActionEvent {}

    record ActionDenied(String actionId, String action, Target target, String code, String why)
            implements ActionEvent {}

    record ActionSettled(String actionId, String action, Target target, Outcome outcome) implements ActionEvent {}

    record EffectSeen(String actionId, String action, Target target) implements ActionEvent {}

    @Override
    default String sentence() {
        return switch (this) {
            case TargetNotResolved(var id, var action, var query, var code, var candidates) ->
                candidates.isEmpty()
                        ? "Nothing done: \"" + query + "\" was not found"
                        : "Nothing done: \"" + query + "\" fits " + candidates.size() + " targets";
            case ActionIntended(var id, var run, var action, var target, var reason) ->
                "About to %s %s: %s".formatted(words(action), named(target), reason);
            case ActionTakenOver(var id, var action, var target, var attempt, var paused) ->
                (paused
                                ? "Attempt %d to %s %s: looking again"
                                : "Attempt %d to %s %s: the one before did not report back; looking before asking")
                        .formatted(attempt, words(action), named(target));
            case ActionWaits(var id, var action, var target, var why, var next, var until) ->
                "Waiting for %s to %s %s: %s. Next attempt at %s, given up at %s"
                        .formatted(target.vendor(), words(action), named(target), why, minute(next), minute(until));
            case ActionDenied(var id, var action, var target, var code, var why) ->
                "Denied %s %s: %s".formatted(words(action), named(target), why);
            case ActionSettled(var id, var action, var target, Outcome.Done(var receipt)) ->
                "%s %s: done, and seen to be so".formatted(words(action), named(target));
            case ActionSettled(var id, var action, var target, Outcome.AlreadySo()) ->
                "%s %s: was already so".formatted(words(action), named(target));
            case ActionSettled(var id, var action, var target, Outcome.Refused(var code, var why)) ->
                "%s %s: refused, %s".formatted(words(action), named(target), why);
            case ActionSettled(var id, var action, var target, Outcome.Unverified(var receipt)) ->
                "%s %s: accepted, NOT seen to happen".formatted(words(action), named(target));
            case EffectSeen(var id, var action, var target) ->
                "%s %s: seen to have happened after all".formatted(words(action), named(target));
        };
    }
}
