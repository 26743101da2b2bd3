package dev.cordon.engine.timeline.event;

import org.jspecify.annotations.Nullable;

/// What happens to the incident itself, mostly by a person.
public sealed interface IncidentEvent extends TimelineEvent {
    record IncidentOpened(String number, String title, int severity) implements IncidentEvent {}

    /// @param incident the earlier one's number
    record IncidentContinues(
            String incident, String status, @Nullable String verdict) implements IncidentEvent {}

    /// @param incident the later one's number
    record IncidentContinued(String incident) implements IncidentEvent {}

    record IncidentAssigned(@Nullable String assignee) implements IncidentEvent {}

    record StatusChanged(String from, String to) implements IncidentEvent {}

    record SeverityChanged(int from, int to) implements IncidentEvent {}

    record NoteAdded(String text) implements IncidentEvent {}

    record IncidentClosed(String verdict, String reason) implements IncidentEvent {}

    /// Whoever closed it did not want the sources to hear of it.
    record WriteBackLeftOut() implements IncidentEvent {}

    /// @param alerts how many are to be closed where they came from
    /// @param nameless how many of those sources do not say what their product calls them
    /// @param beyond how many are more than one closing tells
    record WriteBackAsked(int alerts, int nameless, int beyond) implements IncidentEvent {}

    @Override
    default String sentence() {
        return switch (this) {
            case IncidentOpened(var number, var title, var severity) -> "Opened " + number + ": " + title;
            case IncidentContinues(var incident, var status, var verdict) ->
                "Continues %s, which is %s%s".formatted(incident, status, verdict == null ? "" : " as " + verdict);
            case IncidentContinued(var incident) -> incident + " continues it";
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
