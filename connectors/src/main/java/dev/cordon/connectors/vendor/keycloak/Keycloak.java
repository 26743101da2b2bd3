package dev.cordon.connectors.vendor.keycloak;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.AccessToken;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.Json;
import dev.cordon.connectors.http.VendorHttp;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The realm: token, paths, and which accounts are not ours to touch.
///
/// Keycloak has three shapes of error bodies. None of them is read: the status says enough, and the text may hold
/// anything.
final class Keycloak {
    /// Part of what is read, but not to be sent back.
    static final List<String> READ_ONLY =
            List.of("credentials", "clientConsents", "access", "disableableCredentialTypes");

    private static final String SERVICE_ACCOUNT = "service-account-";

    private final String name;
    private final KeycloakConfig.Realm config;
    private final VendorHttp http;

    Keycloak(Vertx vertx, String name, KeycloakConfig.Realm config) {
        this.name = name;
        this.config = config;
        this.http = new VendorHttp(vertx, name, config, Dialect.COMMON, line -> new AccessToken(() -> grant(line)));
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    VendorHttp http() {
        return http;
    }

    String users() {
        return "/admin/realms/" + Call.segment(realm()) + "/users";
    }

    String user(Target.Account account) {
        return users() + "/" + Call.segment(account.id());
    }

    /// Everything Keycloak says about it: an update that leaves something out may erase it.
    ObjectNode representation(Target.Account account) {
        var whole = http().read(Call.get(user(account)), ObjectNode.class);
        if (!account.id().equals(whole.path("id").textValue())) {
            throw new VendorException.Unavailable("unreadable answer: another account than the one asked for");
        }
        return whole;
    }

    User read(Target.Account account) {
        return Json.as(representation(account), User.class);
    }

    List<Credential> credentials(Target.Account account) {
        return List.of(http().read(Call.get(user(account) + "/credentials"), Credential[].class));
    }

    /// Machines, and above all ourselves, are not locked out.
    void refuseOwn(User user) {
        var login = user.account(name).name().toLowerCase(Locale.ROOT);
        var own = config.clientId().orElse("").toLowerCase(Locale.ROOT);
        if (login.startsWith(SERVICE_ACCOUNT) || user.serviceAccountClientId() != null || login.equals(own)) {
            throw new VendorException.Refused("service-account", "service accounts are not touched");
        }
    }

    private String realm() {
        return config.realm().orElseThrow(() -> new VendorException.Misconfigured("keycloak has no realm"));
    }

    private AccessToken.Grant grant(VendorHttp keycloak) {
        var path = "/realms/" + Call.segment(config.tokenRealm().orElseGet(this::realm))
                + "/protocol/openid-connect/token";
        var token = keycloak.grant(
                Call.form(
                        path,
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", config.clientId().orElse(""),
                                "client_secret", config.clientSecret().orElse(""))),
                Token.class);
        return new AccessToken.Grant(token.value, Duration.ofSeconds(token.seconds));
    }

    record Token(
            @JsonProperty("access_token") String value,
            @JsonProperty("expires_in") long seconds) {
        Token {
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException("no token");
            }
        }
    }
}
