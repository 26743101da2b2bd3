package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One collection of an artifact of the installation's that takes something away, bears being run twice, and ends
/// with a row whose `Gone` is true when that is there no more.
final class Errand implements Effect {
    private final Clients clients;
    private final Flows flows;
    private final String artifact;
    private final Target.Host host;
    private final Function<Ask, String> start;
    private @Nullable String flow;

    /// @param start answers the flow's id
    Errand(Clients clients, Flows flows, String artifact, Target.Host host, Function<Ask, String> start) {
        this.clients = clients;
        this.flows = flows;
        this.artifact = artifact;
        this.host = host;
        this.start = start;
    }

    @Override
    public Look.State goal() {
        return Look.State.CONTAINED;
    }

    @Override
    public void resume(String receipt) {
        flow = Flow.idIn(receipt).orElse(null);
    }

    /// Whatever was asked for without an answer is asked for again: the artifact acts only on what
    /// is still what was meant.
    @Override
    public Look.State look() {
        if (flow == null) {
            clients.online(host);
            return Look.State.FREE;
        }
        var client = Client.id(host);
        return switch (flows.one(client, flow).stage()) {
            case WAITING -> Look.State.CONTAINING;
            case FAILED -> throw new VendorException.Refused("failed-on-host", "the artifact failed or was cancelled");
            case FINISHED -> told(client, flow);
        };
    }

    private Look.State told(String client, String finished) {
        var rows = flows.results(client, finished, artifact);
        if (rows.isEmpty() || !rows.getLast().path("Gone").isBoolean()) {
            throw new VendorException.Refused("not-verifiable", "the artifact does not say whether it is gone");
        }
        if (!rows.getLast().path("Gone").booleanValue()) {
            throw new VendorException.Refused("failed-on-host", "it is still there, or is not what was meant");
        }
        return Look.State.CONTAINED;
    }

    @Override
    public String ask(Ask ask) {
        clients.online(host);
        flow = start.apply(ask);
        return Flow.receipt(flow);
    }
}
