package dev.cordon.connectors.vendor.okta;

import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Okta, with one connector for each organisation.
@ApplicationScoped
class OktaProduct implements Product {
    static final String NAME = "okta";

    private final Vertx vertx;
    private final OktaConfig config;

    OktaProduct(Vertx vertx, OktaConfig config) {
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

    private Connector connector(String name, OktaConfig.Org org) {
        var okta = new Okta(vertx, name, org);
        var bystanders = new Bystanders(okta, org);
        return new Connector(
                name,
                NAME,
                List.of(
                        new OktaLookup(okta),
                        new OktaSuspension(okta, bystanders),
                        new OktaSessions(okta, bystanders),
                        new OktaPassword(okta, bystanders),
                        new OktaFactors(okta, bystanders)),
                preflight(okta, org),
                okta.http().line()::health,
                okta.http().line()::sharedBy);
    }

    private static HttpPreflight preflight(Okta okta, OktaConfig.Org org) {
        var http = okta.http();
        var preflight = new HttpPreflight(http, Call.get("/"))
                .right("okta.users.read", "every request", () -> http.read(Call.get("/api/v1/users?limit=1")));
        if (org.adminGuard()) {
            preflight.right(
                    "okta.roles.read",
                    "account.disable, credentials.reset and mfa.reset, so that the last super administrator is spared",
                    () -> http.read(Call.get("/api/v1/iam/assignees/users?limit=1")));
        }
        return preflight.untold(
                "okta.users.manage",
                "needed for account.disable, account.enable, sessions.revoke, credentials.reset and mfa.reset; it cannot"
                        + " be tried without an effect");
    }
}
