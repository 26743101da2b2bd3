package dev.cordon.connectors.vendor.wazuh;

import dev.cordon.connectors.capability.Capability;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// Wazuh, with one connector for each manager.
@ApplicationScoped
class WazuhProduct implements Product {
    static final String NAME = "wazuh";

    private final Vertx vertx;
    private final WazuhConfig config;

    WazuhProduct(Vertx vertx, WazuhConfig config) {
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

    private Connector connector(String name, WazuhConfig.Server manager) {
        var wazuh = new Wazuh(vertx, name, manager);
        return new Connector(
                name,
                NAME,
                capabilities(wazuh, manager),
                preflight(wazuh, manager),
                wazuh.http().line()::health,
                wazuh.http().line()::sharedBy);
    }

    private static List<Capability> capabilities(Wazuh wazuh, WazuhConfig.Server manager) {
        var capabilities = new ArrayList<Capability>();
        capabilities.add(new AgentLookup(wazuh, manager.recent()));
        capabilities.add(new Inventory(wazuh));
        if (scripted(manager)) {
            capabilities.add(new ScriptedIsolation(
                    wazuh,
                    manager.isolateCommand().orElseThrow(),
                    manager.releaseCommand().orElseThrow(),
                    manager.spared().orElse(List.of())));
        }
        manager.killCommand().ifPresent(command -> capabilities.add(new ScriptedKill(wazuh, command)));
        manager.quarantineCommand().ifPresent(command -> capabilities.add(new ScriptedQuarantine(wazuh, command)));
        return capabilities;
    }

    private static boolean scripted(WazuhConfig.Server manager) {
        return manager.isolateCommand().isPresent() && manager.releaseCommand().isPresent();
    }

    private static HttpPreflight preflight(Wazuh wazuh, WazuhConfig.Server manager) {
        return new HttpPreflight(wazuh.http(), Call.get("/"))
                .check(() -> version(wazuh))
                .right("agent:read", "every job", () -> wazuh.read(Call.get("/agents?limit=1")))
                .right(
                        "syscollector:read",
                        "artifact.collect and finding by address",
                        () -> wazuh.read(Call.get("/syscollector/000/processes?limit=1")))
                .check(() -> scripted(manager)
                        ? new Finding(
                                "active-response:command",
                                Verdict.UNKNOWN,
                                "needed for host.isolate and host.release, for the agents concerned only; it cannot be"
                                        + " tried without an effect, nor whether the agents have the scripts")
                        : new Finding(
                                "isolate-command and release-command",
                                Verdict.UNKNOWN,
                                "not set, so hosts are not isolated by this connector"));
    }

    private static Finding version(Wazuh wazuh) {
        try {
            var version = wazuh.version();
            return version.startsWith("4.")
                    ? new Finding("version", Verdict.GOOD, "4")
                    : new Finding("version", Verdict.BAD, "active response is known for version 4 only");
        } catch (VendorException e) {
            return new Finding("version", Verdict.UNKNOWN, e.why());
        }
    }
}
