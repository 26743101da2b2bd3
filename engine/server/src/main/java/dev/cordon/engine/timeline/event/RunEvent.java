package dev.cordon.engine.timeline.event;

import static dev.cordon.engine.timeline.event.Wording.effect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A playbook's run, from the wish to its end.
public sealed interface RunEvent extends TimelineEvent {
    record RunRequested(String runId, String playbook, String reason) implements RunEvent {}

    /// @param playbook that runs
    /// @param alertId null where a person asked
    /// @param incident whose run it is
    /// @param asked the playbook that was asked for
    record RunJoined(
            String runId, String playbook, @Nullable String alertId, String incident, String asked)
            implements RunEvent {}

    /// @param incident that joined
    record RunShared(String runId, String playbook, String incident) implements RunEvent {}

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
            int open) implements RunEvent {}

    record RunStarted(String runId, String playbook, int version) implements RunEvent {}

    record RunEnded(
            String runId,
            String playbook,
            String state,
            @Nullable String end) implements RunEvent {}

    record RunCancelled(String runId, String playbook, String reason) implements RunEvent {}

    record RunBlocked(String runId, String element, String error, String message) implements RunEvent {}

    record RunUnblocked(String runId, String element) implements RunEvent {}

    record StepFinished(String runId, String element, String name) implements RunEvent {}

    record DecisionMade(String runId, String decision, JsonNode inputs, List<String> rules, JsonNode output)
            implements RunEvent {}

    @Override
    default String sentence() {
        return switch (this) {
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
        };
    }
}
