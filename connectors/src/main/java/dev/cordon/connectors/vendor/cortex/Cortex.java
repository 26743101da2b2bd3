package dev.cordon.connectors.vendor.cortex;

import dev.cordon.connectors.capability.Capability;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Depot;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Palo Alto Cortex XDR, with one connector for each tenant.
@ApplicationScoped
class Cortex implements Product {
    static final String NAME = "cortex";

    private final Vertx vertx;
    private final CortexConfig config;

    Cortex(Vertx vertx, CortexConfig config) {
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

    private Connector connector(String name, CortexConfig.Xdr tenant) {
        var xdr = new Xdr(vertx, name, tenant);
        return new Connector(
                name,
                NAME,
                capabilities(xdr, tenant),
                preflight(xdr, tenant),
                xdr.http().line()::health,
                xdr.http().line()::sharedBy);
    }

    private List<Capability> capabilities(Xdr xdr, CortexConfig.Xdr tenant) {
        var depot = new Depot(
                vertx,
                xdr.http().line(),
                tenant.downloads().orElse(List.of()),
                tenant.ca().orElse(null));
        var downloads =
                new Downloads(xdr.http(), tenant.url().map(URI::toString).orElse(""), depot);
        var able = new ArrayList<Capability>(List.of(
                new EndpointLookup(xdr, tenant.recent()),
                new EndpointIsolation(xdr),
                new FileRetrieval(xdr, downloads),
                new EndpointQuarantine(xdr),
                new HashBlock(xdr)));
        tenant.killScript().ifPresent(script -> able.add(new ScriptKill(xdr, script)));
        tenant.triageScript().ifPresent(script -> able.add(new ScriptTriage(xdr, downloads, script)));
        return able;
    }

    private static HttpPreflight preflight(Xdr xdr, CortexConfig.Xdr tenant) {
        var checks = new HttpPreflight(xdr.http(), Call.get("/"))
                .right("API key", "every request", () -> endpoints(xdr))
                .right("Endpoint Administrations: View", "every job on hosts", () -> endpoints(xdr))
                .untold("Isolate", "needed for host.isolate and host.release; it cannot be tried without an effect")
                .untold("File Retrieval", "needed for file.fetch; it cannot be tried without an effect")
                .untold("Quarantine", "needed for file.quarantine; it cannot be tried without an effect")
                .untold("Allow List/Block List", "needed for indicator.block; it cannot be tried without an effect");
        if (tenant.killScript().isPresent() || tenant.triageScript().isPresent()) {
            checks.right(
                            "Scripts: View",
                            "process.kill and artifact.collect",
                            () -> xdr.read("scripts/get_scripts", Map.of()))
                    .untold("Run Standard scripts", "needed for process.kill and artifact.collect");
        }
        return checks;
    }

    private static void endpoints(Xdr xdr) {
        xdr.read("endpoints/get_endpoint", Map.of("search_from", 0, "search_to", 1));
    }
}
