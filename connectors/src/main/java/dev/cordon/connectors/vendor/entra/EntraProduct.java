package dev.cordon.connectors.vendor.entra;

import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Microsoft Entra ID, with one connector for each directory.
@ApplicationScoped
class EntraProduct implements Product {
    static final String NAME = "entra";

    private final Vertx vertx;
    private final EntraConfig config;

    EntraProduct(Vertx vertx, EntraConfig config) {
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

    private Connector connector(String name, EntraConfig.Directory directory) {
        var entra = new Entra(vertx, name, directory);
        var line = entra.http().line();
        return new Connector(
                name,
                NAME,
                List.of(
                        new EntraLookup(entra),
                        new EntraDisable(entra),
                        new EntraSessions(entra),
                        new EntraPassword(entra),
                        new EntraFactors(entra)),
                preflight(entra),
                line::health,
                line::sharedBy);
    }

    private static HttpPreflight preflight(Entra entra) {
        var http = entra.http();
        var token = entra.credentials();
        var preflight = new HttpPreflight(http, Call.get("/organization"))
                .right(
                        "User.Read.All",
                        "account.find, account.check and everything else",
                        () -> http.read(Call.get("/users?$top=1&$select=id")))
                .check(() -> token.permitted(
                        "account.disable and account.enable",
                        "User.EnableDisableAccount.All",
                        "User.ReadWrite.All",
                        "Directory.ReadWrite.All"))
                .check(() -> token.permitted("sessions.revoke", "User.RevokeSessions.All", "User.ReadWrite.All"))
                .check(() -> token.permitted("credentials.reset", "User-PasswordProfile.ReadWrite.All"))
                .check(() -> token.permitted("mfa.reset", "UserAuthenticationMethod.ReadWrite.All"))
                .check(() -> token.permitted(
                        "the guard of the last global administrator",
                        "RoleManagement.Read.Directory",
                        "Directory.Read.All",
                        "Directory.ReadWrite.All"))
                .untold("a directory role", "without one of enough rank Graph refuses to touch administrators");
        entra.directory()
                .breakGlassGroup()
                .ifPresent(group -> preflight.right(
                        "GroupMember.Read.All",
                        "the guard of the emergency access accounts",
                        () -> new Guards(entra).readable(group)));
        return preflight;
    }
}
