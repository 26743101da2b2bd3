package dev.cordon.connectors.vendor.crowdstrike;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;

/// Network containment. One host per call, so that no answer is half a yes.
final class FalconIsolation implements HostIsolation {
    private final Falcon falcon;

    FalconIsolation(Falcon falcon) {
        this.falcon = falcon;
    }

    @Override
    public Look.State probe(Target.Host host) {
        return falcon.device(host).state();
    }

    @Override
    public String apply(Target.Host host, Ask ask) {
        return act("contain", host, ask);
    }

    @Override
    public String revert(Target.Host host, Ask ask) {
        return act("lift_containment", host, ask);
    }

    /// The last of two requests wins; where a tenant turns the lift away as a conflict, the containment stands.
    @Override
    public boolean recalls() {
        return true;
    }

    // 202 means accepted. There is no id of the action: only the device record tells what became of it.
    private String act(String name, Target.Host host, Ask ask) {
        var aid = Falcon.aid(host);
        var call = Call.post("/devices/entities/devices-actions/v2?action_name=" + name, Map.of("ids", List.of(aid)));
        var answer = falcon.http().write(call, ask, Envelope.class);
        var accepted = answer.resources().stream()
                .anyMatch(resource -> aid.equals(resource.path("id").asText()));
        if (accepted) {
            return answer.trace();
        }
        answer.clean();
        throw new VendorException.Unavailable("unreadable answer: neither accepted nor refused");
    }
}
