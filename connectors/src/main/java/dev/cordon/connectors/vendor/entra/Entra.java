package dev.cordon.connectors.vendor.entra;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.ClientCredentials;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.connectors.http.VendorHttp;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The directory through Graph: token, errors, and the user record.
final class Entra {
    private static final Pattern ID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private final String name;
    private final EntraConfig.Directory directory;
    private final ClientCredentials credentials;
    private final VendorHttp http;

    Entra(Vertx vertx, String name, EntraConfig.Directory directory) {
        this.name = name;
        this.directory = directory;
        this.credentials = new ClientCredentials(
                vertx,
                name,
                tokenUrl(directory),
                directory.ca().orElse(null),
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", directory.clientId().orElse(""),
                        "client_secret", directory.clientSecret().orElse(""),
                        "scope", directory.scope()));
        this.http = new VendorHttp(vertx, name, directory, Entra::sort, line -> credentials);
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    EntraConfig.Directory directory() {
        return directory;
    }

    ClientCredentials credentials() {
        return credentials;
    }

    VendorHttp http() {
        return http;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// An id from a process variable is foreign text until it looks like one. A user name would do in its place, and
    /// be another account's tomorrow.
    static String path(Target.Account account) {
        if (!isId(account.id())) {
            throw new VendorException.Refused("target-not-found", "this is no object id of an account");
        }
        return "/users/" + account.id();
    }

    User user(Target.Account account) {
        var user = http.read(Call.get(path(account)).query(Map.of("$select", User.SELECT)), User.class);
        if (!account.id().equalsIgnoreCase(user.id())) {
            throw new VendorException.Unavailable("unreadable answer: another account than the one asked for");
        }
        return user;
    }

    private static @Nullable URI tokenUrl(EntraConfig.Directory directory) {
        return directory
                .tokenUrl()
                .or(() -> directory
                        .tenantId()
                        .map(id -> URI.create(
                                "https://login.microsoftonline.com/" + Call.segment(id) + "/oauth2/v2.0/token")))
                .orElse(null);
    }

    private static VendorException sort(HttpAnswer answer) {
        return answer.status() == 403
                ? new VendorException.Misconfigured(
                        "Graph does not permit this to our credentials, or the account holds"
                                + " a directory role above ours (403)")
                : Dialect.COMMON.sort(answer);
    }
}
