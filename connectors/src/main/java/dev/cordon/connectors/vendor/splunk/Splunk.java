package dev.cordon.connectors.vendor.splunk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Capability;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// Splunk Enterprise Security, with one connector for each search head.
@ApplicationScoped
class Splunk implements Product {
    static final String NAME = "splunk";
    private static final String CONTEXT = "/services/authentication/current-context?output_mode=json";

    private final Vertx vertx;
    private final SplunkConfig config;

    Splunk(Vertx vertx, SplunkConfig config) {
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

    private Connector connector(String name, SplunkConfig.SearchHead config) {
        var head = new SearchHead(vertx, name, config);
        var line = head.http().line();
        var searches = new Searches(head);
        var feed = config.feed()
                .<Capability>map(source -> new NotableFeed(searches, config, source, InstantSource.system()));
        var able = Stream.concat(Stream.of(new NotableClosing(head)), feed.stream())
                .toList();
        return new Connector(name, NAME, able, preflight(head), line::health, line::sharedBy);
    }

    private static HttpPreflight preflight(SearchHead head) {
        return new HttpPreflight(head.http(), Call.get("/services/server/info?output_mode=json"))
                .check(() -> capable(head, "search", "the alerts that are pulled"))
                .check(() -> capable(head, "edit_notable_events", "alert.close"))
                .untold("index notable", "a role that may not search it finds no notables, and no error");
    }

    /// The token's user says itself what it may.
    private static Finding capable(SearchHead head, String capability, String neededFor) {
        var known = new boolean[1];
        var tried = HttpPreflight.tried(capability, "needed for " + neededFor, () -> {
            var context = head.http().read(Call.get(CONTEXT), JsonNode.class);
            for (var one : context.path("entry").path(0).path("content").path("capabilities")) {
                known[0] |= one.asText().equals(capability);
            }
        });
        return tried.verdict() == Verdict.GOOD && !known[0]
                ? new Finding(capability, Verdict.BAD, "missing; needed for " + neededFor)
                : tried;
    }
}
