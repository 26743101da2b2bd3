package dev.cordon.connectors.vendor.sentinel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Capability;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Microsoft Sentinel, with one connector for each workspace.
@ApplicationScoped
class Sentinel implements Product {
    static final String NAME = "sentinel";

    private final Vertx vertx;
    private final SentinelConfig config;

    Sentinel(Vertx vertx, SentinelConfig config) {
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

    private Connector connector(String name, SentinelConfig.Workspace workspace) {
        var incidents = new Incidents(vertx, name, workspace);
        var line = incidents.http().line();
        var feed = workspace
                .feed()
                .<Capability>map(source -> new IncidentFeed(incidents, workspace, source, InstantSource.system()));
        var able = Stream.concat(Stream.of(new IncidentClosing(incidents, workspace)), feed.stream())
                .toList();
        return new Connector(name, NAME, able, preflight(incidents), line::health, line::sharedBy);
    }

    private static HttpPreflight preflight(Incidents incidents) {
        var http = incidents.http();
        var one = Call.get(incidents.target("", Map.of("$top", "1")));
        return new HttpPreflight(http, one)
                .right("Microsoft Sentinel Reader", "the alerts that are pulled", () -> http.read(one, JsonNode.class))
                .untold("Microsoft Sentinel Responder", "needed for alert.close; it cannot be tried without an effect");
    }
}
