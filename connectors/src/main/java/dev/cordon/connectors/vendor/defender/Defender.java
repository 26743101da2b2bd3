package dev.cordon.connectors.vendor.defender;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.ClientCredentials;
import dev.cordon.connectors.http.Depot;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.connectors.http.Json;
import dev.cordon.connectors.http.VendorHttp;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The tenant's cloud: token, errors, and the machine record.
final class Defender {
    private static final Pattern MACHINE = Pattern.compile("[0-9A-Fa-f]{40}");

    private final String name;
    private final DefenderConfig.Organisation tenant;
    private final ClientCredentials credentials;
    private final VendorHttp http;
    private final Depot depot;

    Defender(Vertx vertx, String name, DefenderConfig.Organisation tenant) {
        this.name = name;
        this.tenant = tenant;
        this.credentials = new ClientCredentials(
                vertx,
                name,
                tokenUrl(tenant),
                tenant.ca().orElse(null),
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", tenant.clientId().orElse(""),
                        "client_secret", tenant.clientSecret().orElse(""),
                        "scope", tenant.scope()));
        this.http = new VendorHttp(vertx, name, tenant, Defender::sort, line -> credentials);
        this.depot = new Depot(
                vertx, http.line(), tenant.downloadHosts(), tenant.ca().orElse(null));
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    DefenderConfig.Organisation tenant() {
        return tenant;
    }

    ClientCredentials credentials() {
        return credentials;
    }

    VendorHttp http() {
        return http;
    }

    /// Where the links to packages and files lead.
    Depot depot() {
        return depot;
    }

    /// An id from a process variable is foreign text until it looks like one.
    static String id(Target.Host host) {
        if (!isId(host.id())) {
            throw new VendorException.Refused("target-not-found", "this is no id of a Defender machine");
        }
        return host.id();
    }

    static boolean isId(String text) {
        return MACHINE.matcher(text).matches();
    }

    static String path(Target.Host host) {
        return "/api/machines/" + id(host);
    }

    Machine machine(Target.Host host) {
        var machine = http.read(Call.get(path(host)), Machine.class);
        if (!host.id().equalsIgnoreCase(machine.id())) {
            throw new VendorException.Unavailable("unreadable answer: another machine than the one asked for");
        }
        return machine;
    }

    private static @Nullable URI tokenUrl(DefenderConfig.Organisation tenant) {
        return tenant.tokenUrl()
                .or(() -> tenant.tenantId()
                        .map(id -> URI.create(
                                "https://login.microsoftonline.com/" + Call.segment(id) + "/oauth2/v2.0/token")))
                .orElse(null);
    }

    private static VendorException sort(HttpAnswer answer) {
        var problem = problem(answer);
        var code = problem.code == null ? "" : problem.code;
        return switch (answer.status() + " " + code) {
            case "400 ActiveRequestAlreadyExists" -> underWay();
            case "400 OsPlatformNotSupported", "400 ClientVersionNotSupported" ->
                new VendorException.Refused("not-supported", "Defender cannot do this on this kind of machine");
            case "403 DisabledFeature" ->
                new VendorException.Misconfigured("the feature is switched off in Defender's portal (403)");
            default ->
                // the documented sign of it; the code of its own is reported by users only
                answer.status() == 400 && problem.says("already in progress")
                        ? underWay()
                        : Dialect.COMMON.sort(answer);
        };
    }

    private static VendorException underWay() {
        return new VendorException.Conflict("such an action is under way on this machine already");
    }

    private static Problem problem(HttpAnswer answer) {
        try {
            var error = Json.read(answer.body(), Failure.class).error;
            return error == null ? Problem.UNTOLD : error;
        } catch (VendorException.Unavailable unreadable) {
            // then only the status speaks
            return Problem.UNTOLD;
        }
    }

    private record Failure(@Nullable Problem error) {}

    private record Problem(@Nullable String code, @Nullable String message) {
        static final Problem UNTOLD = new Problem(null, null);

        boolean says(String words) {
            return message != null && message.toLowerCase(Locale.ROOT).contains(words);
        }
    }
}
