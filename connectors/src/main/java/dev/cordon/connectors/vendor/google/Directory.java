package dev.cordon.connectors.vendor.google;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Access;
import dev.cordon.connectors.http.AccessToken;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.SigningKey;
import dev.cordon.connectors.http.VendorHttp;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The customer's directory: the token in an administrator's name, and the user record that everything rests on.
final class Directory {
    static final String USERS = "/admin/directory/v1/users";

    private static final Pattern ID = Pattern.compile("[0-9]{10,32}");
    private static final Duration ASSERTED = Duration.ofMinutes(5);

    private final String name;
    private final GoogleConfig.Customer customer;
    private final VendorHttp http;

    Directory(Vertx vertx, String name, GoogleConfig.Customer customer) {
        this.name = name;
        this.customer = customer;
        var host = TokenHost.of(customer.tokenUrl(), customer.ca());
        var door = new VendorHttp(vertx, name + " token", host, GoogleDialect::sort, unused -> Access.open());
        this.http = new VendorHttp(
                vertx, name, customer, GoogleDialect::sort, unused -> new AccessToken(() -> grant(door)));
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

    /// Always by the id: an address may be given to somebody else, and an alias leads to another one.
    static String path(Target.Account account) {
        if (!isId(account.id())) {
            throw new VendorException.Refused("target-not-found", "this is no id of a Google account");
        }
        return USERS + "/" + account.id();
    }

    GoogleUser read(Target.Account account) {
        var user = http().read(Call.get(path(account) + "?projection=full&viewType=admin_view"), GoogleUser.class);
        if (!account.id().equals(user.id())) {
            throw new VendorException.Unavailable("unreadable answer: another account than the one asked for");
        }
        return user;
    }

    private AccessToken.Grant grant(VendorHttp door) {
        var call = Call.form(
                TokenHost.path(customer.tokenUrl()),
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        "assertion",
                        assertion(Instant.now())));
        var token = door.grant(call, Token.class);
        return new AccessToken.Grant(token.value, Duration.ofSeconds(token.seconds));
    }

    private String assertion(Instant now) {
        var key = SigningKey.of(
                needed(customer.privateKey(), "private key"), customer.keyId().orElse(null));
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", needed(customer.serviceAccount(), "service account"));
        claims.put("sub", needed(customer.admin(), "administrator to act for"));
        claims.put("scope", customer.scopes());
        claims.put("aud", customer.tokenUrl().toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(ASSERTED).getEpochSecond());
        return key.token(claims);
    }

    private static String needed(Optional<String> setting, String what) {
        return setting.orElseThrow(() -> new VendorException.Misconfigured("google has no " + what));
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
