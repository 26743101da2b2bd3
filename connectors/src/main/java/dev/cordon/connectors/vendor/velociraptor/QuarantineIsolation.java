package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Quarantine, which is a collection with an effect.
final class QuarantineIsolation implements HostIsolation {
    private static final String LABEL =
            "SELECT label(client_id=ClientId, labels=\"Quarantine\", op=Op) AS Label FROM scope()";

    private final Api api;
    private final Clients clients;
    private final Flows flows;
    private final boolean trustRelease;

    QuarantineIsolation(Api api, Clients clients, Flows flows, boolean trustRelease) {
        this.api = api;
        this.clients = clients;
        this.flows = flows;
        this.trustRelease = trustRelease;
    }

    @Override
    public Look.State probe(Target.Host host) {
        return switch (Quarantine.of(clients.client(host), host.id(), flows)) {
            case NEVER, LEFT -> Look.State.FREE;
            case APPLYING -> Look.State.CONTAINING;
            case APPLIED -> Look.State.CONTAINED;
            case REMOVING -> Look.State.FREEING;
            case REMOVED -> {
                if (trustRelease) {
                    yield Look.State.FREE;
                }
                throw unseen();
            }
            case UNKNOWN -> throw failed();
        };
    }

    @Override
    public String apply(Target.Host host, Ask ask) {
        var client = clients.online(host);
        var flow = flows.collect(host.id(), List.of(Quarantine.artifact(client)), ask);
        label(host, "set", ask);
        return Flow.receipt(flow);
    }

    @Override
    public String revert(Target.Host host, Ask ask) {
        var client = clients.online(host);
        var flow = flows.remove(host.id(), Quarantine.artifact(client), ask);
        label(host, "remove", ask);
        return Flow.receipt(flow);
    }

    // So that Velociraptor's own pages show what was asked. It decides nothing here.
    private void label(Target.Host host, String operation, Ask ask) {
        try {
            api.write(LABEL, Map.of("ClientId", host.id(), "Op", operation), ask);
        } catch (VendorException e) {
            // the flow is on its way, and only it counts
        }
    }

    @Override
    public Effect containing(Target.Host host) {
        return new Turn(host, Look.State.CONTAINED);
    }

    @Override
    public Effect releasing(Target.Host host) {
        return new Turn(host, Look.State.FREE);
    }

    private static VendorException unseen() {
        return new VendorException.Refused(
                "not-verifiable", "the removal of the quarantine says the same whether it worked or not");
    }

    private static VendorException failed() {
        return new VendorException.Refused("failed-on-host", "the quarantine failed half-way on the host");
    }

    /// One turn. What others left behind in doubt is done again, which does no harm; what we left behind ends the turn.
    private final class Turn implements Effect {
        private final Target.Host host;
        private final Look.State goal;
        private @Nullable String sent;

        Turn(Target.Host host, Look.State goal) {
            this.host = host;
            this.goal = goal;
        }

        @Override
        public Look.State goal() {
            return goal;
        }

        @Override
        public void resume(String receipt) {
            sent = Flow.idIn(receipt).orElse(null);
        }

        @Override
        public Look.State look() {
            var client = clients.client(host);
            if (sent != null) {
                // the newest may be another's
                var own = flows.one(host.id(), sent);
                return state(Quarantine.of(client, host.id(), own, goal == Look.State.FREE, flows));
            }
            var state = state(Quarantine.of(client, host.id(), flows));
            if (state != goal && (state == Look.State.FREE || state == Look.State.CONTAINED)) {
                clients.online(host);
            }
            return state;
        }

        private Look.State state(Quarantine quarantine) {
            var contains = goal == Look.State.CONTAINED;
            var opposite = contains ? Look.State.FREE : Look.State.CONTAINED;
            return switch (quarantine) {
                case NEVER -> Look.State.FREE;
                case APPLYING -> Look.State.CONTAINING;
                case APPLIED -> Look.State.CONTAINED;
                case REMOVING -> Look.State.FREEING;
                case LEFT -> {
                    if (sent != null && contains) {
                        throw new VendorException.Refused(
                                "failed-on-host", "the host could not reach its server from quarantine, and left it");
                    }
                    yield Look.State.FREE;
                }
                case REMOVED -> {
                    if (contains || trustRelease) {
                        yield Look.State.FREE;
                    }
                    if (sent != null) {
                        throw unseen();
                    }
                    yield opposite;
                }
                case UNKNOWN -> {
                    if (sent != null) {
                        throw failed();
                    }
                    yield opposite;
                }
            };
        }

        @Override
        public String ask(Ask ask) {
            var receipt = goal == Look.State.CONTAINED ? apply(host, ask) : revert(host, ask);
            sent = Flow.idIn(receipt).orElse(null);
            return receipt;
        }
    }
}
