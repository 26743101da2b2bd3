package dev.cordon.connectors.vendor.carbonblack;

import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// VMware Carbon Black Cloud, with one connector for each organisation.
@ApplicationScoped
class CarbonBlack implements Product {
    static final String NAME = "carbonblack";

    private final Vertx vertx;
    private final CarbonBlackConfig config;

    CarbonBlack(Vertx vertx, CarbonBlackConfig config) {
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

    private Connector connector(String name, CarbonBlackConfig.Org org) {
        var cloud = new Cloud(vertx, name, org);
        return new Connector(
                name,
                NAME,
                List.of(
                        new DeviceLookup(cloud, org.recent()),
                        new DeviceQuarantine(cloud, org.awaitContact()),
                        new LiveKill(cloud),
                        new LiveFiles(cloud),
                        new LiveTriage(cloud),
                        new Overrides(cloud)),
                preflight(cloud),
                cloud.http().line()::health,
                cloud.http().line()::sharedBy);
    }

    private static HttpPreflight preflight(Cloud cloud) {
        return new HttpPreflight(cloud.http(), Call.get("/"))
                .right("API key and org key", "every request", () -> search(cloud, "/devices/_search"))
                .right("device: READ", "every job on hosts", () -> search(cloud, "/devices/_search"))
                .right(
                        "org.reputations: READ",
                        "indicator.block and indicator.unblock",
                        () -> search(cloud, "/reputations/overrides/_search"))
                .untold(
                        "device.quarantine: EXECUTE",
                        "needed for host.isolate and host.release; it cannot be tried without an effect")
                .untold(
                        "org.reputations: CREATE, DELETE",
                        "needed for indicator.block and indicator.unblock; it cannot be tried without an effect")
                .untold(
                        "org.liveresponse.session: CREATE, READ",
                        "needed for process.kill, file.fetch and artifact.collect; it cannot be tried without a session")
                .untold("org.liveresponse.process: READ, DELETE", "needed for process.kill and artifact.collect")
                .untold("org.liveresponse.file: READ", "needed for file.fetch and artifact.collect")
                .untold("org.liveresponse.registry: READ", "needed for artifact.collect on Windows");
    }

    private static void search(Cloud cloud, String below) {
        cloud.http().read(Call.post(cloud.path(below), Map.of("criteria", Map.of(), "query", "", "rows", 1)));
    }
}
