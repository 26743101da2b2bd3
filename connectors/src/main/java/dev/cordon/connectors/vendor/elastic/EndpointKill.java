package dev.cordon.connectors.vendor.elastic;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.Map;
import java.util.Optional;

/// Ends a process by its number. Never queued for a host that is away: days later the number is another process's.
final class EndpointKill implements ProcessKill {
    private final Kibana kibana;

    EndpointKill(Kibana kibana) {
        this.kibana = kibana;
    }

    @Override
    public Effect killing(Target.HostProcess process) {
        return new Kill(process);
    }

    private final class Kill extends EndpointOrder {
        private final Target.HostProcess process;

        Kill(Target.HostProcess process) {
            super(kibana, process.host(), Look.State.CONTAINED);
            this.process = process;
        }

        // Processes cannot be listed without an action of its own.
        @Override
        Look.State before() {
            if (kibana.enrolled(process.host()).away()) {
                throw new VendorException.Refused("host-offline", "the host is offline, and a kill is never queued");
            }
            return Look.State.FREE;
        }

        @Override
        Look.State after() {
            return Look.State.CONTAINED;
        }

        @Override
        EndpointAction send(Ask ask) {
            return doubtful()
                    ? sent(ask).orElseThrow(this::givenUp)
                    : kibana.act(Kibana.Command.KILL, process.host(), Map.of("pid", process.pid()), ask);
        }

        @Override
        Optional<EndpointAction> sent(Ask ask) {
            return kibana.earlier(Kibana.Command.KILL, process.host(), ask);
        }
    }
}
