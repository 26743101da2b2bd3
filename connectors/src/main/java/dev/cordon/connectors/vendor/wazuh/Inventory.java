package dev.cordon.connectors.vendor.wazuh;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.archive.TriageArchive;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.connectors.http.Json;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/// The agent's last inventory. It asks nothing of the host, so it works while the host is away, and is as old as its
/// last scan.
final class Inventory implements ForensicCollection {
    private static final int PAGE = 500;
    private static final int PAGES = 400;
    /// The most volatile first.
    private static final List<String> KINDS = List.of("ports", "processes", "netaddr");

    private final Wazuh wazuh;

    Inventory(Wazuh wazuh) {
        this.wazuh = wazuh;
    }

    @Override
    public Acquisition collecting(Target.Host host) {
        return (ticket, ask, out) -> collected(host, ask, out);
    }

    private Artifact collected(Target.Host host, Ask ask, OutputStream out) throws IOException {
        var agent = wazuh.agent(host);
        var about = Map.of(
                "agent", Wazuh.id(host),
                "hostname", String.valueOf(agent.name()),
                "status", String.valueOf(agent.status()),
                "lastKeepAlive", String.valueOf(agent.lastKeepAlive()),
                "age", "the agent's last scan, not the present state; every line carries its own scan time",
                "action", ask.actionId());
        try (var archive = new TriageArchive(out, "wazuh syscollector 1", about)) {
            for (var kind : KINDS) {
                archive.add(kind, sink -> all(Wazuh.id(host), kind, sink));
            }
            archive.finish();
        }
        return Artifact.zip("inventory.zip");
    }

    private TriageArchive.Ran all(String id, String kind, OutputStream sink) throws IOException {
        var read = 0;
        for (var page = 0; page < PAGES; page++) {
            var answer = wazuh.inventory(id, kind, read, PAGE);
            for (JsonNode item : answer.items()) {
                sink.write(Json.bytes(item));
                sink.write('\n');
            }
            read += answer.items().size();
            if (answer.items().isEmpty() || read >= answer.total()) {
                return new TriageArchive.Ran(null, null);
            }
        }
        return new TriageArchive.Ran(null, "more entries than are kept");
    }
}
