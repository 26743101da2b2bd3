package dev.cordon.connectors.vendor.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Capability;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Elastic Defend, with one connector for each Kibana or space.
@ApplicationScoped
class ElasticDefend implements Product {
    static final String NAME = "elastic";

    private final Vertx vertx;
    private final ElasticConfig config;

    ElasticDefend(Vertx vertx, ElasticConfig config) {
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

    private Connector connector(String name, ElasticConfig.Space space) {
        var kibana = new Kibana(vertx, name, space);
        return new Connector(
                name,
                NAME,
                capabilities(kibana, space),
                preflight(kibana, space),
                kibana.http().line()::health,
                kibana.http().line()::sharedBy);
    }

    private static List<Capability> capabilities(Kibana kibana, ElasticConfig.Space space) {
        var all = new ArrayList<Capability>(List.of(
                new EndpointLookup(kibana, space.recent()),
                new EndpointIsolation(kibana),
                new EndpointKill(kibana),
                new EndpointFetch(kibana),
                new EndpointTriage(kibana),
                new SignalClosing(kibana, space)));
        space.feed().ifPresent(source -> all.add(new SignalFeed(kibana, space, source, InstantSource.system())));
        return all;
    }

    private static HttpPreflight preflight(Kibana kibana, ElasticConfig.Space space) {
        var http = kibana.http();
        var hosts = Call.get(Kibana.HOSTS + "?page=0&pageSize=1");
        var preflight = new HttpPreflight(http, hosts)
                .right("Endpoint List: Read", "every job", () -> http.read(hosts))
                .right(
                        "Response Actions History: Read",
                        "process.kill, artifact.collect and file.fetch, to find a request of ours again",
                        () -> http.read(Call.get(Kibana.ACTIONS + "?page=1&pageSize=1")))
                .right(
                        "Security: All",
                        "alert.close, with the privileges read, write, maintenance and view_index_metadata on the alerts' index;"
                                + " only the reading was tried",
                        () -> http.read(Call.post(SignalClosing.SEARCH, Map.of("size", 0)), JsonNode.class))
                .untold("Host Isolation: All", "needed for host.isolate and host.release" + UNTRIED)
                .untold("Process Operations: All", "needed for process.kill and artifact.collect" + UNTRIED)
                .untold("File Operations: All", "needed for file.fetch" + UNTRIED)
                .untold(
                        "licence",
                        "host.isolate needs Platinum; process.kill, artifact.collect and file.fetch need Enterprise;"
                                + " host.release needs none" + UNTRIED);
        space.feed()
                .ifPresent(source -> preflight.right(
                        "Security: Read, and read on .alerts-security.alerts-*",
                        "the alerts that are pulled",
                        () -> http.read(
                                Call.post(SignalFeed.SEARCH, SignalFeed.query(Instant.now(), "", 1)), JsonNode.class)));
        return preflight;
    }

    private static final String UNTRIED = "; it cannot be tried without an effect";
}
