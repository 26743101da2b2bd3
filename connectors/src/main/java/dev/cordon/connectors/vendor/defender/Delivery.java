package dev.cordon.connectors.vendor.defender;

import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.util.Map;

/// Something that a machine action makes and a link delivers. The ticket is the action's id.
abstract class Delivery implements Acquisition {
    private final MachineActions actions;
    private final Target.Host host;
    private final String type;
    private final String verb;
    private final Map<String, Object> body;

    Delivery(Defender defender, Target.Host host, String type, String verb, Map<String, Object> body) {
        this.actions = new MachineActions(defender);
        this.host = host;
        this.type = type;
        this.verb = verb;
        this.body = body;
    }

    /// Asked once: a request that got no answer is found again by our action's id in its comment.
    @Override
    public String request(Ask ask) {
        try {
            return actions.asked(host, type, ask.actionId())
                    .orElseGet(() -> actions.ask(host, verb, type, body, ask))
                    .reference();
        } catch (VendorException.Conflict e) {
            throw VendorException.Unavailable.target("another action of this kind is under way on the machine");
        }
    }

    @Override
    public boolean ready(String ticket) {
        var action = actions.read(ticket);
        return switch (action.state()) {
            case UNDER_WAY -> false;
            case OVER -> throw new VendorException.Refused("collection-failed", "Defender could not collect it");
            case SUCCEEDED -> {
                if (action.anyStepFailed()) {
                    throw new VendorException.Refused("collection-failed", "the machine could not deliver it");
                }
                yield true;
            }
        };
    }

    String link(String ticket, String function) {
        return actions.link(actions.read(ticket).reference(), function);
    }
}
