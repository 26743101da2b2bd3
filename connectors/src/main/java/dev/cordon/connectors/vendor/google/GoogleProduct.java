package dev.cordon.connectors.vendor.google;

import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Google Workspace, with one connector for each customer.
@ApplicationScoped
class GoogleProduct implements Product {
    static final String NAME = "google";

    private final Vertx vertx;
    private final GoogleConfig config;

    GoogleProduct(Vertx vertx, GoogleConfig config) {
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

    private Connector connector(String name, GoogleConfig.Customer customer) {
        var directory = new Directory(vertx, name, customer);
        var bystanders = new Bystanders(directory, customer);
        return new Connector(
                name,
                NAME,
                List.of(
                        new DirectoryLookup(directory, customer.domains().orElse(List.of())),
                        new Suspension(directory, bystanders),
                        new SignOut(directory, bystanders),
                        new PasswordReset(directory, bystanders),
                        new SecondStep(directory, bystanders)),
                preflight(directory, customer),
                directory.http().line()::health,
                directory.http().line()::sharedBy);
    }

    private static HttpPreflight preflight(Directory directory, GoogleConfig.Customer customer) {
        var http = directory.http();
        var preflight = new HttpPreflight(http, Call.get("/"))
                .right(
                        "admin.directory.user",
                        "everything; delegated to the service account in the admin console",
                        () -> http.read(Call.get(Directory.USERS + "?customer=my_customer&maxResults=1")));
        customer.admin()
                .ifPresent(admin -> preflight.right(
                        "admin.directory.user.security",
                        "sessions.revoke and mfa.reset",
                        () -> http.read(Call.get(Directory.USERS + "/" + Call.segment(admin) + "/asps"))));
        return preflight.untold(
                "Users: Update of the administrator's role",
                "needed for every change; only a super administrator may change administrators; it cannot be tried"
                        + " without an effect");
    }
}
