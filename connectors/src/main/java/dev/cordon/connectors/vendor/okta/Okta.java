package dev.cordon.connectors.vendor.okta;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Access;
import dev.cordon.connectors.http.AccessToken;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.SigningKey;
import dev.cordon.connectors.http.VendorHttp;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The organisation: how we are let in, and the user record that everything rests on.
final class Okta {
    private static final Pattern ID = Pattern.compile("00u[0-9A-Za-z]{5,40}");
    private static final String TOKEN = "/oauth2/v1/token";
    private static final Duration ASSERTED = Duration.ofMinutes(5);

    private final String name;
    private final OktaConfig.Org org;
    private final VendorHttp http;

    Okta(Vertx vertx, String name, OktaConfig.Org org) {
        this.name = name;
        this.org = org;
        this.http = new VendorHttp(vertx, name, org, OktaDialect::sort, this::access);
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    VendorHttp http() {
        return http;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// Always by the id: a login may be given to somebody else, and some calls take nothing but the id.
    static String path(Target.Account account) {
        if (!isId(account.id())) {
            throw new VendorException.Refused("target-not-found", "this is no id of an Okta user");
        }
        return "/api/v1/users/" + account.id();
    }

    OktaUser read(Target.Account account) {
        var user = http().read(Call.get(path(account)), OktaUser.class);
        if (!account.id().equals(user.id())) {
            throw new VendorException.Unavailable("unreadable answer: another account than the one asked for");
        }
        return user;
    }

    private Access access(VendorHttp okta) {
        return org.apiToken()
                .map(token -> Access.header("Authorization", "SSWS " + token))
                .orElseGet(() -> new AccessToken(() -> grant(okta)));
    }

    private AccessToken.Grant grant(VendorHttp okta) {
        var token = okta.grant(
                Call.form(
                        TOKEN,
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "scope",
                                org.scopes(),
                                "client_assertion_type",
                                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                "client_assertion",
                                assertion(Instant.now()))),
                Token.class);
        if ("DPoP".equalsIgnoreCase(token.type)) {
            throw new VendorException.Misconfigured(
                    "the service app demands proof of possession (DPoP), which this connector does not speak");
        }
        return new AccessToken.Grant(token.value, Duration.ofSeconds(token.seconds));
    }

    private String assertion(Instant now) {
        var client = org.clientId().orElseThrow(Okta::nothingToShow);
        var key = SigningKey.of(
                org.privateKey().orElseThrow(Okta::nothingToShow), org.keyId().orElse(null));
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", client);
        claims.put("sub", client);
        claims.put("aud", audience(org.url().orElseThrow()));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(ASSERTED).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        return key.token(claims);
    }

    private static String audience(URI base) {
        return base.toString().replaceAll("/+$", "") + TOKEN;
    }

    private static VendorException.Misconfigured nothingToShow() {
        return new VendorException.Misconfigured("okta has neither an API token nor a client id with a private key");
    }

    record Token(
            @JsonProperty("access_token") String value,
            @JsonProperty("expires_in") long seconds,
            @JsonProperty("token_type") @Nullable String type) {
        Token {
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException("no token");
            }
        }
    }
}
