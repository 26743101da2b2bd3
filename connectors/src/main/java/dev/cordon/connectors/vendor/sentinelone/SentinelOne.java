package dev.cordon.connectors.vendor.sentinelone;

import dev.cordon.connectors.capability.Capability;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Depot;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// SentinelOne Singularity, with one connector for each management console.
@ApplicationScoped
class SentinelOne implements Product {
    static final String NAME = "sentinelone";

    private final Vertx vertx;
    private final SentinelOneConfig config;

    SentinelOne(Vertx vertx, SentinelOneConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Connector> connectors() {
        return Tenant.each(NAME, config.tenants(), this::connector).toList();
    }

    private Connector connector(String name, SentinelOneConfig.Console settings) {
        var console = new Console(vertx, name, settings);
        var http = console.http();
        return new Connector(
                name,
                NAME,
                capabilities(console, settings),
                preflight(console, settings),
                http.line()::health,
                http.line()::sharedBy);
    }

    private List<Capability> capabilities(Console console, SentinelOneConfig.Console settings) {
        var able = new ArrayList<Capability>(List.of(
                new AgentLookup(console, settings.recent()),
                new AgentIsolation(console),
                new AgentFiles(console),
                new ThreatQuarantine(console)));
        settings.blockScope().ifPresent(scope -> able.add(new Blocklist(console, scope, settings.blockSystems())));
        settings.killScript().ifPresent(script -> able.add(new ScriptKill(console, script, settings.killInput())));
        settings.triageScript().ifPresent(script -> {
            var depot = new Depot(
                    vertx,
                    console.http().line(),
                    settings.downloads().orElse(List.of()),
                    settings.ca().orElse(null));
            able.add(new ScriptTriage(
                    console, depot, script, settings.triageInput().orElse("")));
        });
        return able;
    }

    private static HttpPreflight preflight(Console console, SentinelOneConfig.Console settings) {
        var checks = new HttpPreflight(console.http(), Call.get("/"))
                .right("API token", "every request", () -> trial(console, "/agents"))
                .right("Endpoints: View", "every job on hosts", () -> trial(console, "/agents"))
                .right("Activity: View", "file.fetch", () -> trial(console, "/activities"))
                .right("Threats: View", "file.quarantine", () -> trial(console, "/threats"))
                .untold(
                        "Endpoints: Disconnect from network, Reconnect to network",
                        "needed for host.isolate and host.release; it cannot be tried without an effect")
                .untold("Endpoints: Fetch files", "needed for file.fetch; it cannot be tried without an effect")
                .untold("Threats: Mitigate", "needed for file.quarantine; it cannot be tried without an effect");
        if (settings.blockScope().isPresent()) {
            checks.right("Blocklist: View", "indicator.block", () -> trial(console, "/restrictions"))
                    .untold("Blocklist: Manage", "needed for indicator.block and indicator.unblock");
        }
        if (settings.killScript().isPresent() || settings.triageScript().isPresent()) {
            checks.right(
                            "RemoteOps: View",
                            "process.kill and artifact.collect",
                            () -> trial(console, "/remote-scripts"))
                    .untold("RemoteOps: Run script", "needed for process.kill and artifact.collect");
        }
        return checks;
    }

    private static void trial(Console console, String path) {
        console.http().read(Console.get(path + "?limit=1"));
    }
}
