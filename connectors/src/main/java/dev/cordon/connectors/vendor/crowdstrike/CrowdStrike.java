package dev.cordon.connectors.vendor.crowdstrike;

import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// CrowdStrike Falcon, with one connector for each customer id.
@ApplicationScoped
class CrowdStrike implements Product {
    static final String NAME = "crowdstrike";

    private final Vertx vertx;
    private final CrowdStrikeConfig config;

    CrowdStrike(Vertx vertx, CrowdStrikeConfig config) {
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

    private Connector connector(String name, CrowdStrikeConfig.Cid cid) {
        var falcon = new Falcon(vertx, name, cid);
        return new Connector(
                name,
                NAME,
                List.of(
                        new FalconLookup(falcon, cid.recent()),
                        new FalconIsolation(falcon),
                        new FalconTriage(falcon),
                        new FalconFetch(falcon),
                        new FalconKill(falcon),
                        new FalconBlock(falcon)),
                preflight(falcon),
                falcon.http().line()::health,
                falcon.http().line()::sharedBy);
    }

    private static HttpPreflight preflight(Falcon falcon) {
        var http = falcon.http();
        return new HttpPreflight(http, Call.get("/"))
                .check(() -> HttpPreflight.tried("credentials", "an access token for every request", http::admit))
                .right(
                        "Hosts: Read",
                        "host.find, host.check, host.isolate and host.release",
                        () -> http.read(Call.get("/devices/queries/devices/v1?limit=1")))
                .untold(
                        "Hosts: Write",
                        "needed for host.isolate and host.release; it cannot be tried without an effect")
                .untold(
                        "Real time response: Read",
                        "needed for artifact.collect; it cannot be tried without opening a session on a host")
                .untold(
                        "Real time response: Write",
                        "needed for file.fetch and process.kill; it cannot be tried without an effect")
                .right(
                        "IOC Management: Read",
                        "indicator.block and indicator.unblock",
                        () -> http.read(Call.get("/iocs/queries/indicators/v1?limit=1")))
                .untold(
                        "IOC Management: Write",
                        "needed for indicator.block and indicator.unblock; it cannot be tried without an effect");
    }
}
