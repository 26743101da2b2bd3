package dev.cordon.connectors.vendor.defender;

import static dev.cordon.connectors.vendor.defender.MachineAction.ISOLATE;
import static dev.cordon.connectors.vendor.defender.MachineAction.UNISOLATE;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.vendor.defender.MachineAction.State;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;

/// A machine has no field that says it is isolated: the newest isolation or release that succeeded tells, and what is
/// still pending.
///
/// A pending isolation outlives a release and isolates the machine again, days later. So a release cancels it, and
/// nothing is released as long as one is pending.
final class DefenderIsolation implements HostIsolation {
    private final Defender defender;
    private final MachineActions actions;

    DefenderIsolation(Defender defender) {
        this.defender = defender;
        this.actions = new MachineActions(defender);
    }

    @Override
    public Look.State probe(Target.Host host) {
        var book = book(host);
        if (book.isEmpty()) {
            // so it was never isolated, if there is such a machine
            defender.machine(host);
        }
        var contained = contained(book);
        var pending = pending(book);
        if (pending.stream().allMatch(action -> action.is(ISOLATE) == contained)) {
            return contained ? Look.State.CONTAINED : Look.State.FREE;
        }
        return pending.getFirst().is(ISOLATE) ? Look.State.CONTAINING : Look.State.FREEING;
    }

    /// It waits for its machine, perhaps for days, and is cancelled.
    @Override
    public boolean recalls() {
        return true;
    }

    @Override
    public String apply(Target.Host host, Ask ask) {
        var guarded = defender.tenant().protectedTags().orElse(List.of());
        if (!guarded.isEmpty() && defender.machine(host).carriesOneOf(guarded)) {
            throw new VendorException.Refused("protected-host", "the machine carries a tag that protects it");
        }
        var kind = Map.<String, Object>of("IsolationType", defender.tenant().isolation().word);
        return "machine action "
                + actions.ask(host, "isolate", ISOLATE, kind, ask).reference();
    }

    @Override
    public String revert(Target.Host host, Ask ask) {
        var book = book(host);
        var waiting =
                pending(book).stream().filter(action -> action.is(ISOLATE)).toList();
        for (var action : waiting) {
            try {
                actions.cancel(action, ask);
            } catch (VendorException.Refused | VendorException.Conflict e) {
                // it is final already; the look afterwards tells how it ended
            }
        }
        if (!waiting.isEmpty() && !contained(book)) {
            return "cancelled machine action " + waiting.getFirst().reference();
        }
        return "machine action "
                + actions.ask(host, "unisolate", UNISOLATE, Map.of(), ask).reference();
    }

    /// What somebody else asked for is not ours to cancel, and what has isolated the machine meanwhile stays.
    @Override
    public void recall(Target.Host host, Ask ask) {
        var ours = pending(book(host)).stream()
                .filter(action -> action.is(ISOLATE) && action.askedAs(ask.actionId()))
                .toList();
        if (ours.isEmpty()) {
            throw new VendorException.Conflict("no isolation of ours is pending any more");
        }
        ours.forEach(action -> actions.cancel(action, ask));
    }

    private List<MachineAction> book(Target.Host host) {
        return actions.of(host).stream()
                .filter(action -> action.is(ISOLATE) || action.is(UNISOLATE))
                .toList();
    }

    private static boolean contained(List<MachineAction> book) {
        return book.stream()
                .filter(action -> action.state() == State.SUCCEEDED)
                .findFirst()
                .filter(action -> action.is(ISOLATE))
                .isPresent();
    }

    private static List<MachineAction> pending(List<MachineAction> book) {
        return book.stream().filter(action -> action.state() == State.UNDER_WAY).toList();
    }
}
