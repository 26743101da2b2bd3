package dev.cordon.connectors.vendor.sentinelone;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;

/// Disconnects a host from its network. One agent per call: a filter without ids is every agent in scope.
final class AgentIsolation implements HostIsolation {
    private final Console console;

    AgentIsolation(Console console) {
        this.console = console;
    }

    @Override
    public Look.State probe(Target.Host host) {
        return console.agent(host).state();
    }

    @Override
    public String apply(Target.Host host, Ask ask) {
        return act("disconnect", host, ask);
    }

    @Override
    public String revert(Target.Host host, Ask ask) {
        return act("connect", host, ask);
    }

    // There is no id of the action: only the agent record tells what became of it.
    private String act(String name, Target.Host host, Ask ask) {
        var body = Map.of("filter", Map.of("ids", List.of(Console.id(host))), "data", Map.of());
        console.http()
                .write(Console.post("/agents/actions/" + name, body), ask, Page.class)
                .affectedOne();
        return name + " accepted";
    }
}
