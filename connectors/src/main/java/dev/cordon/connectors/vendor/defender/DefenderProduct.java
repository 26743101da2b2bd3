package dev.cordon.connectors.vendor.defender;

import dev.cordon.connectors.capability.Capability;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// Microsoft Defender for Endpoint, with one connector for each Microsoft tenant.
@ApplicationScoped
class DefenderProduct implements Product {
    static final String NAME = "defender";

    private final Vertx vertx;
    private final DefenderConfig config;

    DefenderProduct(Vertx vertx, DefenderConfig config) {
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

    private Connector connector(String name, DefenderConfig.Organisation tenant) {
        var defender = new Defender(vertx, name, tenant);
        var line = defender.http().line();
        return new Connector(
                name, NAME, capabilities(defender, tenant), preflight(defender), line::health, line::sharedBy);
    }

    private static List<Capability> capabilities(Defender defender, DefenderConfig.Organisation tenant) {
        var capabilities = new ArrayList<Capability>(List.of(
                new DefenderLookup(defender),
                new DefenderIsolation(defender),
                new DefenderQuarantine(defender),
                new DefenderIndicators(defender),
                new DefenderPackage(defender),
                new DefenderFetch(defender)));
        tenant.killScript()
                .ifPresent(script -> capabilities.add(new DefenderKill(defender, script, tenant.killInput())));
        return capabilities;
    }

    private static HttpPreflight preflight(Defender defender) {
        var http = defender.http();
        var token = defender.credentials();
        return new HttpPreflight(http, Call.get("/"))
                .right("credentials", "every request", () -> http.read(Call.get("/api/machines?$top=1")))
                .right(
                        "Machine.Read.All",
                        "host.find and everything that is done to a host",
                        () -> http.read(Call.get("/api/machineactions?$top=1")))
                .check(() -> token.permitted("host.isolate and host.release", "Machine.Isolate"))
                .check(() -> token.permitted("file.quarantine", "Machine.StopAndQuarantine"))
                .check(() -> token.permitted("file.fetch and process.kill", "Machine.LiveResponse"))
                .check(() -> token.permitted("artifact.collect", "Machine.CollectForensics"))
                .check(() -> token.permitted(
                        "indicator.block and indicator.unblock; Ti.ReadWrite sees only the entries it made itself",
                        "Ti.ReadWrite.All",
                        "Ti.ReadWrite"))
                .untold("live response", "switched on in the portal's settings; file.fetch and process.kill need it");
    }
}
