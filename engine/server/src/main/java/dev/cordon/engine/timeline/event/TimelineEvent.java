package dev.cordon.engine.timeline.event;

import java.util.Locale;
import java.util.stream.Stream;

/// Everything that can stand in a timeline, by what it is about. A new event does not compile until it has its
/// sentence.
public sealed interface TimelineEvent
        permits IncidentEvent, AlertEvent, RunEvent, ActionEvent, ContainmentEvent, TaskEvent, EvidenceEvent {
    /// `ActionIntended` is `action-intended`.
    default String kind() {
        return kind(getClass());
    }

    static String kind(Class<?> event) {
        return event.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /// All events there are, whatever they are about.
    static Stream<Class<?>> types() {
        return Stream.of(TimelineEvent.class.getPermittedSubclasses())
                .flatMap(subject -> Stream.of(subject.getPermittedSubclasses()));
    }

    /// One sentence for a person, without the actor, who stands beside it.
    String sentence();
}
