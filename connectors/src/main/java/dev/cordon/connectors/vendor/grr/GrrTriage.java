package dev.cordon.connectors.vendor.grr;

import dev.cordon.connectors.archive.TriageArchive;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Processes, connections and then the configured artifacts, the most volatile first (RFC 3227).
final class GrrTriage implements ForensicCollection {
    private final Grr grr;

    GrrTriage(Grr grr) {
        this.grr = grr;
    }

    @Override
    public Acquisition collecting(Target.Host host) {
        return new Collection(new Flows(grr, host), host);
    }

    private final class Collection implements Acquisition {
        private final Flows flows;
        private final Target.Host host;

        Collection(Flows flows, Target.Host host) {
            this.flows = flows;
            this.host = host;
        }

        @Override
        public String request(Ask ask) {
            return Approval.wanted(flows, ask, () -> {
                var started = new ArrayList<String>();
                wanted().forEach((name, arguments) -> started.add(name + "=" + flows.start(name, arguments, ask)));
                return String.join(",", started);
            });
        }

        @Override
        public boolean ready(String ticket) {
            var states = started(ticket).values().stream().map(flows::state).toList();
            if (states.stream().allMatch(Flows.State.FAILED::equals)) {
                throw new VendorException.Refused("collection-failed", "every flow failed on the host");
            }
            return !states.contains(Flows.State.RUNNING);
        }

        @Override
        public Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException {
            try (var archive = new TriageArchive(
                    out, "grr flows triage 1", Map.of("client", host.id(), "hostname", host.name(), "flows", ticket))) {
                for (var flow : started(ticket).entrySet()) {
                    archive.add(flow.getKey(), sink -> printed(flow.getValue(), sink));
                }
                archive.finish();
            }
            return new Artifact("triage.zip", "application/zip", null, null, null, "flows " + ticket);
        }

        /// One line of JSON for each result.
        private TriageArchive.Ran printed(String flow, OutputStream sink) throws IOException {
            var offset = 0;
            for (var page = flows.results(flow, 0); !page.isEmpty(); page = flows.results(flow, offset)) {
                for (var result : page) {
                    sink.write(Json.bytes(result));
                    sink.write('\n');
                }
                offset += page.size();
            }
            return new TriageArchive.Ran(
                    flow, flows.state(flow) == Flows.State.FAILED ? "the flow failed on the host" : null);
        }
    }

    private Map<String, Map<String, Object>> wanted() {
        var wanted = new LinkedHashMap<String, Map<String, Object>>();
        wanted.put("ListProcesses", Map.of());
        wanted.put("Netstat", Map.of());
        grr.server().artifacts().ifPresent(names -> wanted.put("ArtifactCollectorFlow", Map.of("artifactList", names)));
        return wanted;
    }

    private static Map<String, String> started(String ticket) {
        var flows = new LinkedHashMap<String, String>();
        for (var one : List.of(ticket.split(",", -1))) {
            var parts = one.split("=", 2);
            if (parts.length != 2) {
                throw new VendorException.Unavailable("the flows of this collection are not known");
            }
            flows.put(parts[0], parts[1]);
        }
        return flows;
    }
}
