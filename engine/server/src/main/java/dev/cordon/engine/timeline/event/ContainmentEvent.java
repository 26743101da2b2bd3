package dev.cordon.engine.timeline.event;

import static dev.cordon.engine.timeline.event.Wording.named;
import static dev.cordon.engine.timeline.event.Wording.shared;
import static dev.cordon.engine.timeline.event.Wording.words;

import dev.cordon.contract.Target;

/// What is contained for more than one incident.
public sealed interface ContainmentEvent extends TimelineEvent {
    record ContainmentHandedOver(String action, Target target, String incident) implements ContainmentEvent {}

    /// @param incident whose run contained it
    record ContainmentShared(
            String runId, String action, Target target, String incident, boolean owned, boolean verified)
            implements ContainmentEvent {}

    /// @param incident that released it
    record ContainmentEnded(String action, Target target, String incident) implements ContainmentEvent {}

    @Override
    default String sentence() {
        return switch (this) {
            case ContainmentHandedOver(var action, var target, var incident) ->
                "Not undone: %s still needs it (%s %s), and holds it now"
                        .formatted(incident, words(action), named(target));
            case ContainmentShared(var id, var action, var target, var incident, var owned, var verified) ->
                "%s %s: %s; held for this incident, too"
                        .formatted(words(action), named(target), shared(incident, owned, verified));
            case ContainmentEnded(var action, var target, var incident) ->
                "%s released it: %s %s is undone".formatted(incident, words(action), named(target));
        };
    }
}
