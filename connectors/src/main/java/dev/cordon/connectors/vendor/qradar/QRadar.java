package dev.cordon.connectors.vendor.qradar;

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
import java.util.stream.Stream;

/// IBM QRadar, with one connector for each console.
@ApplicationScoped
class QRadar implements Product {
    static final String NAME = "qradar";

    private final Vertx vertx;
    private final QRadarConfig config;

    QRadar(Vertx vertx, QRadarConfig config) {
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

    private Connector connector(String name, QRadarConfig.Tenant tenant) {
        var console = new Console(vertx, name, tenant);
        var line = console.http().line();
        var feed = tenant.feed()
                .<Capability>map(source -> new OffenseFeed(console, tenant, source, InstantSource.system()));
        var able = Stream.concat(Stream.of(new OffenseClosing(console, tenant)), feed.stream())
                .toList();
        return new Connector(name, NAME, able, preflight(console), line::health, line::sharedBy);
    }

    private static HttpPreflight preflight(Console console) {
        var http = console.http();
        var offenses = Console.range(Call.get(Console.OFFENSES + "?fields=id"), 0, 0);
        return new HttpPreflight(http, offenses)
                .right(
                        "Offenses",
                        "the alerts that are pulled, and alert.close",
                        () -> http.read(offenses, JsonNode.class))
                .right(
                        "closing reasons",
                        "alert.close",
                        () -> http.read(Call.get(OffenseClosing.REASONS + "?fields=id,text"), JsonNode.class))
                .untold("security profile", "what its networks, log sources and domains leave out is not pulled");
    }
}
