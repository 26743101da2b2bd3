package dev.cordon.connectors.vendor.sentinelone;

import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Depot;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Volatile data by the tenant's own script: what it collects, and in which order, stands there.
final class ScriptTriage implements ForensicCollection {
    private static final int SECONDS = 1800;
    private static final Duration COPY = Duration.ofMinutes(8);

    private final Console console;
    private final Tasks tasks;
    private final Depot depot;
    private final String script;
    private final String input;

    ScriptTriage(Console console, Depot depot, String script, String input) {
        this.console = console;
        this.tasks = new Tasks(console);
        this.depot = depot;
        this.script = script;
        this.input = input;
    }

    @Override
    public Acquisition collecting(Target.Host host) {
        return new Acquisition() {
            @Override
            public String request(Ask ask) {
                console.agent(host).here();
                return tasks.run(host, script, input, SECONDS, ask);
            }

            @Override
            public boolean ready(String ticket) {
                return tasks.by(ticket, host)
                        .filter(task -> task.state() == Look.State.CONTAINED)
                        .isPresent();
            }

            @Override
            public Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException {
                var task = tasks.by(ticket, host)
                        .map(Tasks.Task::id)
                        .orElseThrow(() -> VendorException.Unavailable.target("the script is still running"));
                depot.copy(link(task), COPY, out);
                return new Artifact("triage.zip", "application/zip", null, null, null, ticket);
            }
        };
    }

    // A POST that reads. The id is the task's own, not the one of its parent.
    private String link(String task) {
        var body = Map.of("data", Map.of("taskIds", List.of(task)));
        var links = console.http()
                .read(Console.post("/remote-scripts/fetch-files", body), Page.class)
                .content()
                .path("download_links");
        if (links.size() != 1 || links.get(0).path("downloadUrl").asText("").isEmpty()) {
            throw new VendorException.Refused("no-result", "the script left no result");
        }
        return links.get(0).path("downloadUrl").asText();
    }
}
