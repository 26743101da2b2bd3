package dev.cordon.connectors.vendor.grr;

import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// GRR Rapid Response, with one connector for each admin server.
@ApplicationScoped
class GrrProduct implements Product {
    static final String NAME = "grr";

    private final Vertx vertx;
    private final GrrConfig config;

    GrrProduct(Vertx vertx, GrrConfig config) {
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

    private Connector connector(String name, GrrConfig.Server server) {
        var grr = new Grr(vertx, name, server);
        var line = grr.http().line();
        return new Connector(
                name,
                NAME,
                List.of(new GrrLookup(grr), new GrrTriage(grr), new GrrFetch(grr)),
                preflight(grr),
                line::health,
                line::sharedBy);
    }

    private static HttpPreflight preflight(Grr grr) {
        return new HttpPreflight(grr.http(), Call.get("/"))
                .right(
                        "a GRR user",
                        "host.find and everything else",
                        () -> grr.read(Call.get(Grr.CLIENTS + "?count=1"), GrrLookup.Page.class))
                .right("a CSRF token", "artifact.collect and file.fetch", grr::forgeryToken)
                .untold("an approval for the client", "where the server wants one, it is asked for when it is needed");
    }
}
