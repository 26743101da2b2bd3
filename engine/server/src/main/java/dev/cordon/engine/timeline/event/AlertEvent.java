package dev.cordon.engine.timeline.event;

import java.util.List;

/// What a source said, and what was made of it.
public sealed interface AlertEvent extends TimelineEvent {
    record AlertReceived(String alertId, String source, String title, int severity) implements AlertEvent {}

    record AlertResolved(String alertId, String source, String title) implements AlertEvent {}

    /// @param version of the decision `alert-routing`
    record AlertRouted(String alertId, String playbook, String mode, List<String> rules, int version)
            implements AlertEvent {}

    @Override
    default String sentence() {
        return switch (this) {
            case AlertReceived(var id, var source, var title, var severity) -> source + " reported: " + title;
            case AlertResolved(var id, var source, var title) -> source + " says it is over: " + title;
            case AlertRouted(var id, var playbook, var mode, var rules, var version) ->
                switch (mode) {
                    case "run" -> "Routed to playbook " + playbook;
                    case "propose" -> "Proposed playbook " + playbook + "; a person decides";
                    default -> "Recorded; no playbook fits";
                };
        };
    }
}
