package dev.cordon.connectors.vendor.wazuh;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;

/// Isolates by one script of the installation's, and releases by another.
final class ScriptedIsolation implements HostIsolation {
    private final ActiveResponse response;
    private final String isolate;
    private final String release;
    private final List<String> spared;

    ScriptedIsolation(Wazuh wazuh, String isolate, String release, List<String> spared) {
        this.response = new ActiveResponse(wazuh);
        this.isolate = isolate;
        this.release = release;
        this.spared = List.copyOf(spared);
    }

    @Override
    public Look.State probe(Target.Host host) {
        Wazuh.id(host);
        throw Once.unseen();
    }

    @Override
    public String apply(Target.Host host, Ask ask) {
        return response.send(isolate, host, Map.of(), ask);
    }

    @Override
    public String revert(Target.Host host, Ask ask) {
        return response.send(release, host, Map.of(), ask);
    }

    @Override
    public Effect containing(Target.Host host) {
        return new Once(Look.State.CONTAINED, () -> guard(response.agent(host)), ask -> apply(host, ask));
    }

    @Override
    public Effect releasing(Target.Host host) {
        return new Once(Look.State.FREE, () -> response.ready(host), ask -> revert(host, ask));
    }

    private void guard(Agent agent) {
        ActiveResponse.spareManager(agent);
        var name = agent.name();
        if (name != null && spared.stream().anyMatch(name::equalsIgnoreCase)) {
            throw new VendorException.Refused("spared-host", "this host is among those that are never isolated");
        }
        ActiveResponse.connected(agent);
    }
}
