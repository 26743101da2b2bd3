package dev.cordon.connectors.vendor.duo;

import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Duo, with one connector for each subscription.
@ApplicationScoped
class DuoProduct implements Product {
    static final String NAME = "duo";

    private final Vertx vertx;
    private final DuoConfig config;

    DuoProduct(Vertx vertx, DuoConfig config) {
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

    private Connector connector(String name, DuoConfig.Subscription subscription) {
        var duo = new Duo(vertx, name, subscription);
        return new Connector(
                name,
                NAME,
                List.of(new DuoLookup(duo), new DuoDisable(duo), new DuoFactors(duo)),
                preflight(duo),
                duo.http().line()::health,
                duo.http().line()::sharedBy);
    }

    private static HttpPreflight preflight(Duo duo) {
        return new HttpPreflight(duo.http(), Call.get("/"))
                .right(
                        "Grant resource - Read",
                        "account.find, account.check and everything else",
                        () -> duo.read(Call.get(Duo.USERS + "?limit=1")))
                .untold(
                        "Grant resource - Write",
                        "needed for account.disable, account.enable and mfa.reset; it cannot be tried without an effect");
    }
}
