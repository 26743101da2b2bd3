package dev.cordon.lab.chaos;

import java.util.Locale;

/// What must never happen. Each is counted, and the count must be 0.
public enum Harm {
    /// Answered with 202, and not kept, or not as it was sent.
    LOST_ALERTS,
    /// An alert that was routed to a playbook without a run, or that was never routed.
    LOST_RUNS,
    /// More than one run for one trigger, or more than one instance for one run.
    DOUBLED_RUNS,
    /// The vendor decided more than once about one action.
    DOUBLED_REQUESTS,
    /// One action, or one run, changed the same thing more than once.
    DOUBLED_EFFECTS,
    /// Reached the vendor without an action and its line in the timeline before it.
    UNRECORDED_REQUESTS,
    /// Said to be so, and is not.
    FALSE_SUCCESSES,
    /// Said not to be so, and is.
    FALSE_FAILURES,
    /// Needed a person, or was protected, and was sent without an approval that covers it.
    UNAPPROVED_SENDS,
    /// Left after its run was cancelled or rejected, or while the kill switch was on.
    SENDS_AFTER_CANCEL,
    /// Neither over nor waiting for something named with a deadline.
    STUCK_RUNS,
    /// A timeline with a gap, a changed entry, or a head that is not its last entry's.
    BROKEN_CHAINS,
    /// A secret where none belongs.
    LEAKED_SECRETS;

    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
