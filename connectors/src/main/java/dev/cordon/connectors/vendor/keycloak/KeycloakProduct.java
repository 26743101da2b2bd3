package dev.cordon.connectors.vendor.keycloak;

import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Keycloak, with one connector for each realm.
@ApplicationScoped
class KeycloakProduct implements Product {
    static final String NAME = "keycloak";

    private final Vertx vertx;
    private final KeycloakConfig config;

    KeycloakProduct(Vertx vertx, KeycloakConfig config) {
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

    private Connector connector(String name, KeycloakConfig.Realm realm) {
        var keycloak = new Keycloak(vertx, name, realm);
        return new Connector(
                name,
                NAME,
                List.of(
                        new KeycloakLookup(keycloak),
                        new KeycloakDisable(keycloak),
                        new KeycloakSessions(keycloak),
                        new KeycloakPassword(keycloak),
                        new KeycloakMfa(keycloak)),
                preflight(keycloak),
                keycloak.http().line()::health,
                keycloak.http().line()::sharedBy);
    }

    private static HttpPreflight preflight(Keycloak keycloak) {
        var http = keycloak.http();
        return new HttpPreflight(http, Call.get("/"))
                .right(
                        "realm-management: view-users",
                        "account.find, account.check and everything else",
                        () -> http.read(Call.get(keycloak.users() + "?max=1")))
                .untold(
                        "realm-management: manage-users",
                        "needed for everything that changes an account; it cannot be tried without an" + " effect");
    }
}
