package dev.cordon.connectors.vendor.cortex;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.Map;

/// Isolation of one endpoint. As long as an action of ours is on its way, an endpoint that does not show it yet is not
/// asked again.
final class EndpointIsolation implements HostIsolation {
    private final Xdr xdr;

    EndpointIsolation(Xdr xdr) {
        this.xdr = xdr;
    }

    @Override
    public Look.State probe(Target.Host host) {
        return xdr.endpoint(host).state();
    }

    @Override
    public String apply(Target.Host host, Ask ask) {
        return act("isolate", host, ask);
    }

    @Override
    public String revert(Target.Host host, Ask ask) {
        return act("unisolate", host, ask);
    }

    @Override
    public Effect containing(Target.Host host) {
        return new Turn(host, true);
    }

    @Override
    public Effect releasing(Target.Host host) {
        return new Turn(host, false);
    }

    private String act(String name, Target.Host host, Ask ask) {
        return xdr.write("endpoints/" + name, Map.of("endpoint_id", Xdr.id(host)), ask)
                .begun();
    }

    private final class Turn implements Effect {
        private final Target.Host host;
        private final boolean on;
        private String receipt = "";

        Turn(Target.Host host, boolean on) {
            this.host = host;
            this.on = on;
        }

        @Override
        public Look.State goal() {
            return on ? Look.State.CONTAINED : Look.State.FREE;
        }

        @Override
        public void resume(String earlier) {
            receipt = earlier;
        }

        @Override
        public Look.State look() {
            var state = probe(host);
            var before = on ? Look.State.FREE : Look.State.CONTAINED;
            if (state == before && GroupAction.names(receipt)) {
                // done, and not shown yet, is on its way as well
                GroupAction.of(xdr, receipt, host).done();
                return on ? Look.State.CONTAINING : Look.State.FREEING;
            }
            return state;
        }

        @Override
        public String ask(Ask ask) {
            receipt = on ? apply(host, ask) : revert(host, ask);
            return receipt;
        }
    }
}
