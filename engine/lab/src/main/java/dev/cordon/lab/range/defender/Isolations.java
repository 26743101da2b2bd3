package dev.cordon.lab.range.defender;

import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Isolation;
import dev.cordon.lab.range.company.Machine;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Isolations and releases are read off the machine itself, so that they are the same after a restart and after the
/// control API's hand. Only their comments are remembered.
final class Isolations {
    private final Map<String, String> comments = new ConcurrentHashMap<>();

    Optional<Action> isolate(Machine machine, String comment) {
        return machine.isolation() != Isolation.RELEASING && machine.contain()
                ? Optional.of(made(machine, "Isolate", comment))
                : Optional.empty();
    }

    Optional<Action> release(Machine machine, String comment) {
        return machine.isolation() != Isolation.ISOLATING && machine.lift()
                ? Optional.of(made(machine, "Unisolate", comment))
                : Optional.empty();
    }

    /// @return whether it was the one that is pending
    boolean cancel(Machine machine, Action action) {
        if (of(machine).stream()
                .noneMatch(pending -> pending.pending() && pending.id().equals(action.id()))) {
            return false;
        }
        machine.put(machine.isolation() == Isolation.ISOLATING ? Isolation.FREE : Isolation.ISOLATED, Instant.EPOCH);
        return true;
    }

    List<Action> of(Machine machine) {
        var since = machine.since();
        return switch (machine.isolation()) {
            case ISOLATING -> List.of(action(machine, "Isolate", Action.PENDING, since));
            case ISOLATED -> List.of(action(machine, "Isolate", Action.SUCCEEDED, since));
            case RELEASING ->
                List.of(
                        action(machine, "Isolate", Action.SUCCEEDED, since.minusSeconds(1)),
                        action(machine, "Unisolate", Action.PENDING, since));
            case FREE ->
                since.equals(Instant.EPOCH)
                        ? List.of()
                        : List.of(action(machine, "Unisolate", Action.SUCCEEDED, since));
        };
    }

    void forget() {
        comments.clear();
    }

    private Action made(Machine machine, String type, String comment) {
        var action = action(machine, type, Action.PENDING, machine.since());
        comments.put(action.id(), comment);
        return new Action(action.id(), type, Action.PENDING, machine.id(), action.name(), comment, action.at(), null);
    }

    private Action action(Machine machine, String type, String status, Instant at) {
        var id = Ids.uuid(machine.id() + type + at);
        return new Action(
                id,
                type,
                status,
                machine.id(),
                machine.name().toLowerCase(Locale.ROOT),
                comments.getOrDefault(id, "made in the portal"),
                at,
                null);
    }
}
