package dev.cordon.connectors.vendor.elastic;

import dev.cordon.connectors.archive.TriageArchive;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Json;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// The running processes, and what Kibana knows of the host.
final class EndpointTriage implements ForensicCollection {
    private final Kibana kibana;

    EndpointTriage(Kibana kibana) {
        this.kibana = kibana;
    }

    @Override
    public Acquisition collecting(Target.Host host) {
        return new Collection(host);
    }

    private final class Collection implements Acquisition {
        private final Target.Host host;

        Collection(Target.Host host) {
            this.host = host;
        }

        @Override
        public String request(Ask ask) {
            kibana.reachable(host);
            return kibana.actOnce(Kibana.Command.PROCESSES, host, Map.of(), ask).receipt();
        }

        @Override
        public boolean ready(String ticket) {
            return kibana.action(EndpointAction.idOf(ticket), host).succeeded();
        }

        @Override
        public Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException {
            var action = kibana.action(EndpointAction.idOf(ticket), host);
            var metadata = kibana.http()
                    .read(Call.get(Kibana.HOSTS + "/" + Call.segment(Kibana.agent(host))))
                    .body()
                    .getBytes();
            var about = Map.of("agent", host.id(), "hostname", host.name(), "action", EndpointAction.idOf(ticket));
            try (var archive = new TriageArchive(out, "elastic defend triage 1", about)) {
                archive.add("running-processes", sink -> {
                    sink.write(Json.bytes(action.output(host)));
                    return new TriageArchive.Ran(ticket, null);
                });
                archive.add("endpoint-metadata", sink -> {
                    sink.write(metadata);
                    return new TriageArchive.Ran(null, null);
                });
                archive.finish();
            }
            return new Artifact("triage.zip", "application/zip", null, null, null, ticket);
        }
    }
}
