package dev.cordon.engine.timeline;

import static dev.cordon.engine.timeline.Wording.effect;
import static dev.cordon.engine.timeline.Wording.minute;
import static dev.cordon.engine.timeline.Wording.named;
import static dev.cordon.engine.timeline.Wording.shared;
import static dev.cordon.engine.timeline.Wording.words;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Target;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Everything that can stand in a timeline. A new event does not compile until it has its sentence.
public sealed interface TimelineEvent {
    record IncidentOpened(String number, String title, int severity) implements TimelineEvent {}

    /// @param incident the earlier one's number
    record IncidentContinues(
            String incident, String status, @Nullable String verdict) implements TimelineEvent {}

    /// @param incident the later one's number
    record IncidentContinued(String incident) implements TimelineEvent {}

    record AlertReceived(String alertId, String source, String title, int severity) implements TimelineEvent {}

    record AlertResolved(String alertId, String source, String title) implements TimelineEvent {}

    /// @param version of the decision `alert-routing`
    record AlertRouted(String alertId, String playbook, String mode, List<String> rules, int version)
            implements TimelineEvent {}

    record RunRequested(String runId, String playbook, String reason) implements TimelineEvent {}

    /// @param playbook that runs
    /// @param alertId null where a person asked
    /// @param incident whose run it is
    /// @param asked the playbook that was asked for
    record RunJoined(
            String runId, String playbook, @Nullable String alertId, String incident, String asked)
            implements TimelineEvent {}

    /// @param incident that joined
    record RunShared(String runId, String playbook, String incident) implements TimelineEvent {}

    /// @param incident whose run it was
    /// @param contained how much of what it contained is held for this incident, too
    /// @param open how many of its actions have no outcome yet
    record JoinedRunEnded(
            String runId,
            String playbook,
            String incident,
            String state,
            @Nullable String end,
            int contained,
            int open) implements TimelineEvent {}

    record RunStarted(String runId, String playbook, int version) implements TimelineEvent {}

    record RunEnded(
            String runId,
            String playbook,
            String state,
            @Nullable String end) implements TimelineEvent {}

    record RunCancelled(String runId, String playbook, String reason) implements TimelineEvent {}

    record RunBlocked(String runId, String element, String error, String message) implements TimelineEvent {}

    record RunUnblocked(String runId, String element) implements TimelineEvent {}

    record StepFinished(String runId, String element, String name) implements TimelineEvent {}

    record DecisionMade(String runId, String decision, JsonNode inputs, List<String> rules, JsonNode output)
            implements TimelineEvent {}

    record TargetNotResolved(String runId, String action, String query, String code, List<Target> candidates)
            implements TimelineEvent {}

    record ActionIntended(String actionId, String runId, String action, Target target, String reason)
            implements TimelineEvent {}

    /// @param paused the holder before gave it back; false: it did not report back, and what it sent may have arrived
    record ActionTakenOver(String actionId, String action, Target target, int attempt, boolean paused)
            implements TimelineEvent {}

    /// The product does not answer. Said once; the attempts that follow stand in the ledger only.
    ///
    /// @param next when it is tried again, and then more and more seldom
    /// @param until when it is given up
    record ActionWaits(String actionId, String action, Target target, String why, Instant next, Instant until)
            implements TimelineEvent {}

    record ActionDenied(String actionId, String action, Target target, String code, String why)
            implements TimelineEvent {}

    record ActionSettled(String actionId, String action, Target target, Outcome outcome) implements TimelineEvent {}

    record EffectSeen(String actionId, String action, Target target) implements TimelineEvent {}

    record ContainmentHandedOver(String action, Target target, String incident) implements TimelineEvent {}

    /// @param incident whose run contained it
    record ContainmentShared(
            String runId, String action, Target target, String incident, boolean owned, boolean verified)
            implements TimelineEvent {}

    /// @param incident that released it
    record ContainmentEnded(String action, Target target, String incident) implements TimelineEvent {}

    record TaskOpened(
            String taskId,
            String runId,
            String title,
            List<String> groups,
            @Nullable Instant dueAt) implements TimelineEvent {}

    record TaskClaimed(String taskId, String title) implements TimelineEvent {}

    record TaskDecided(
            String taskId,
            String title,
            @Nullable String decision,
            @Nullable String comment,
            String digest) implements TimelineEvent {}

    record TaskCancelled(String taskId, String title) implements TimelineEvent {}

    record EvidenceCollected(
            String evidenceId,
            String name,
            long size,
            String sha256,
            @Nullable String actionId) implements TimelineEvent {}

    /// @param vendorSha256 what the product says the bytes are
    record EvidenceDiffers(String evidenceId, String name, String sha256, String vendorSha256)
            implements TimelineEvent {}

    record IncidentAssigned(@Nullable String assignee) implements TimelineEvent {}

    record StatusChanged(String from, String to) implements TimelineEvent {}

    record SeverityChanged(int from, int to) implements TimelineEvent {}

    record NoteAdded(String text) implements TimelineEvent {}

    record IncidentClosed(String verdict, String reason) implements TimelineEvent {}

    /// Whoever closed it did not want the sources to hear of it.
    record WriteBackLeftOut() implements TimelineEvent {}

    /// @param alerts how many are to be closed where they came from
    /// @param nameless how many of those sources do not say what their product calls them
    /// @param beyond how many are more than one closing tells
    record WriteBackAsked(int alerts, int nameless, int beyond) implements TimelineEvent {}

    /// `ActionIntended` is `action-intended`.
    default String kind() {
        return kind(getClass());
    }

    static String kind(Class<?> event) {
        return event.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /// One sentence for a person, without the actor, who stands beside it.
    default String sentence() {
        return switch (this) {
            case IncidentOpened(var number, var title, var severity) -> "Opened " + number + ": " + title;
            case IncidentContinues(var incident, var status, var verdict) ->
                "Continues %s, which is %s%s".formatted(incident, status, verdict == null ? "" : " as " + verdict);
            case IncidentContinued(var incident) -> incident + " continues it";
            case AlertReceived(var id, var source, var title, var severity) -> source + " reported: " + title;
            case AlertResolved(var id, var source, var title) -> source + " says it is over: " + title;
            case AlertRouted(var id, var playbook, var mode, var rules, var version) ->
                switch (mode) {
                    case "run" -> "Routed to playbook " + playbook;
                    case "propose" -> "Proposed playbook " + playbook + "; a person decides";
                    default -> "Recorded; no playbook fits";
                };
            case RunRequested(var id, var playbook, var reason) -> "Asked for playbook " + playbook + ": " + reason;
            case RunJoined(var id, var playbook, var alert, var incident, var asked) ->
                "Playbook %s is already running for this target in %s; %s joins it%s"
                        .formatted(
                                playbook,
                                incident,
                                alert == null ? "this request" : "the alert",
                                asked.equals(playbook) ? "" : " instead of starting " + asked);
            case RunShared(var id, var playbook, var incident) ->
                "%s joins playbook %s: it is about the same target".formatted(incident, playbook);
            case JoinedRunEnded(var id, var playbook, var incident, var state, var end, var contained, var open) ->
                "Playbook %s of %s %s%s: %s"
                        .formatted(
                                playbook,
                                incident,
                                state,
                                end == null ? "" : " (" + end + ")",
                                effect(contained, open));
            case RunStarted(var id, var playbook, var version) ->
                "Playbook " + playbook + " started, version " + version;
            case RunEnded(var id, var playbook, var state, var end) ->
                "Playbook " + playbook + " " + state + (end == null ? "" : ": " + end);
            case RunCancelled(var id, var playbook, var reason) -> "Cancelled playbook " + playbook + ": " + reason;
            case RunBlocked(var id, var element, var error, var message) ->
                "Blocked at " + element + " (" + error + "): " + message;
            case RunUnblocked(var id, var element) -> "Going on at " + element;
            case StepFinished(var id, var element, var name) -> name + ": finished";
            case DecisionMade(var id, var decision, var inputs, var rules, var output) ->
                "Decided " + decision + ": " + output;
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
            case ContainmentHandedOver(var action, var target, var incident) ->
                "Not undone: %s still needs it (%s %s), and holds it now"
                        .formatted(incident, words(action), named(target));
            case ContainmentShared(var id, var action, var target, var incident, var owned, var verified) ->
                "%s %s: %s; held for this incident, too"
                        .formatted(words(action), named(target), shared(incident, owned, verified));
            case ContainmentEnded(var action, var target, var incident) ->
                "%s released it: %s %s is undone".formatted(incident, words(action), named(target));
            case TaskOpened(var id, var run, var title, var groups, var dueAt) ->
                "Waiting for " + String.join(" or ", groups) + ": " + title;
            case TaskClaimed(var id, var title) -> "Took: " + title;
            case TaskDecided(var id, var title, var decision, var comment, var digest) ->
                title + ": " + (decision == null ? "answered" : decision) + (comment == null ? "" : " - " + comment);
            case TaskCancelled(var id, var title) -> title + ": no longer asked";
            case EvidenceCollected(var id, var name, var size, var sha256, var action) ->
                "Evidence %s, %d bytes, SHA-256 %s".formatted(name, size, sha256);
            case EvidenceDiffers(var id, var name, var sha256, var vendor) ->
                "Evidence %s is NOT what the product says it is: SHA-256 %s, the product says %s"
                        .formatted(name, sha256, vendor);
            case IncidentAssigned(var assignee) -> assignee == null ? "Nobody is on it" : assignee + " is on it";
            case StatusChanged(var from, var to) -> "Status " + from + " -> " + to;
            case SeverityChanged(var from, var to) -> "Severity " + from + " -> " + to;
            case NoteAdded(var text) -> text;
            case IncidentClosed(var verdict, var reason) -> "Closed as " + verdict + ": " + reason;
            case WriteBackLeftOut() -> "The sources of the alerts are not told";
            case WriteBackAsked(var alerts, var nameless, var beyond) ->
                (alerts == 0 ? "No alert can be closed at its source" : "Closing at their source: alerts " + alerts)
                        + (nameless == 0 ? "" : "; left there without an id of their product: " + nameless)
                        + (beyond == 0 ? "" : "; left there beyond what one closing tells: " + beyond);
        };
    }
}
