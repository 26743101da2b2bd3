package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.archive.TriageArchive;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/// One flow over the artifacts that the settings name, and no others.
final class Triage implements ForensicCollection {
    private final Clients clients;
    private final Flows flows;
    private final VelociraptorConfig.Server config;

    Triage(Clients clients, Flows flows, VelociraptorConfig.Server config) {
        this.clients = clients;
        this.flows = flows;
        this.config = config;
    }

    @Override
    public Acquisition collecting(Target.Host host) {
        return new Collection(host);
    }

    private List<String> artifacts(Client client) {
        return switch (client.system()) {
            case "windows" -> config.windowsTriage();
            case "linux" -> config.linuxTriage();
            default -> throw new VendorException.Refused("not-supported", "no artifacts are named for this system");
        };
    }

    private final class Collection implements Acquisition {
        private final Target.Host host;

        Collection(Target.Host host) {
            this.host = host;
        }

        @Override
        public String request(Ask ask) {
            return Flow.receipt(flows.collect(host.id(), artifacts(clients.online(host)), ask));
        }

        @Override
        public boolean ready(String ticket) {
            return flows.ended(Client.id(host), ticket);
        }

        @Override
        public Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException {
            var client = clients.client(host);
            var about = Map.of("client", host.id(), "hostname", host.name(), "flow", Flow.in(ticket));
            try (var archive = new TriageArchive(out, "velociraptor triage 1", about)) {
                for (var artifact : artifacts(client)) {
                    archive.add(artifact, sink -> {
                        flows.copy(host.id(), Flow.in(ticket), artifact, ask.remaining(), sink);
                        return new TriageArchive.Ran(ticket, null);
                    });
                }
                archive.finish();
            }
            return new Artifact("triage.zip", "application/zip", null, null, null, ticket);
        }
    }
}
