package dev.cordon.connectors.vendor.elastic;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.Map;
import java.util.Optional;

/// Network isolation. An action for a host that is offline waits for it up to two weeks and cannot be taken back; the
/// opposite action can be sent.
final class EndpointIsolation implements HostIsolation {
    private final Kibana kibana;

    EndpointIsolation(Kibana kibana) {
        this.kibana = kibana;
    }

    @Override
    public Look.State probe(Target.Host host) {
        var isolated = kibana.endpoint(host).isolated();
        var pending = kibana.pending(host);
        if (isolated) {
            return pending.unisolate() > 0 ? Look.State.FREEING : Look.State.CONTAINED;
        }
        return pending.isolate() > 0 ? Look.State.CONTAINING : Look.State.FREE;
    }

    @Override
    public String apply(Target.Host host, Ask ask) {
        return isolate(host, ask).receipt();
    }

    @Override
    public String revert(Target.Host host, Ask ask) {
        return release(host, ask).receipt();
    }

    @Override
    public Effect containing(Target.Host host) {
        return new Switch(host, Look.State.CONTAINED);
    }

    @Override
    public Effect releasing(Target.Host host) {
        return new Switch(host, Look.State.FREE);
    }

    private EndpointAction isolate(Target.Host host, Ask ask) {
        kibana.enrolled(host);
        return kibana.act(Kibana.Command.ISOLATE, host, Map.of(), ask);
    }

    private EndpointAction release(Target.Host host, Ask ask) {
        return kibana.act(Kibana.Command.RELEASE, host, Map.of(), ask);
    }

    private final class Switch extends EndpointOrder {
        private final Target.Host host;

        Switch(Target.Host host, Look.State goal) {
            super(kibana, host, goal);
            this.host = host;
        }

        @Override
        Look.State before() {
            return probe(host);
        }

        // Done, says the endpoint; its metadata follow within minutes.
        @Override
        Look.State after() {
            return probe(host) == goal() ? goal() : coming();
        }

        @Override
        EndpointAction send(Ask ask) {
            return goal() == Look.State.CONTAINED ? isolate(host, ask) : release(host, ask);
        }

        @Override
        Optional<EndpointAction> sent(Ask ask) {
            // it is among the pending ones, or its effect is there
            return Optional.empty();
        }
    }
}
