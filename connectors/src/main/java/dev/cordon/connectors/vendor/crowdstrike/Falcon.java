package dev.cordon.connectors.vendor.crowdstrike;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.AccessToken;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.connectors.http.Json;
import dev.cordon.connectors.http.VendorHttp;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The tenant's cloud: token, errors, and the device record that everything rests on.
final class Falcon {
    /// "Could not establish sensor comms": the host is not connected.
    private static final int OFFLINE = 40401;

    private static final Pattern AID = Pattern.compile("[0-9a-f]{32}");

    private final String name;
    private final CrowdStrikeConfig.Cid cid;
    private final VendorHttp http;

    Falcon(Vertx vertx, String name, CrowdStrikeConfig.Cid cid) {
        this.name = name;
        this.cid = cid;
        this.http = new VendorHttp(vertx, name, cid, Falcon::sort, line -> new AccessToken(() -> grant(line)));
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    VendorHttp http() {
        return http;
    }

    /// An id from a process variable is foreign text until it looks like one.
    static String aid(Target.Host host) {
        if (!AID.matcher(host.id()).matches()) {
            throw new VendorException.Refused("target-not-found", "this is no id of a Falcon sensor");
        }
        return host.id();
    }

    static boolean isAid(String text) {
        return AID.matcher(text).matches();
    }

    /// A POST that reads: the one call with which a single host's state is certain.
    Device device(Target.Host host) {
        var aid = aid(host);
        var found = http().read(Call.post("/devices/entities/devices/v2", Map.of("ids", List.of(aid))), Envelope.class)
                .all(Device.class);
        if (found.isEmpty()) {
            throw new VendorException.Refused("target-not-found", "Falcon does not know this host");
        }
        if (found.size() > 1 || !aid.equals(found.getFirst().id())) {
            throw new VendorException.Unavailable("unreadable answer: another device than the one asked for");
        }
        return found.getFirst();
    }

    private AccessToken.Grant grant(VendorHttp falcon) {
        var call = Call.form(
                "/oauth2/token",
                Map.of(
                        "client_id",
                        cid.clientId().orElse(""),
                        "client_secret",
                        cid.clientSecret().orElse("")));
        var token = falcon.grant(call, Token.class);
        return new AccessToken.Grant(token.access_token, Duration.ofSeconds(token.expires_in));
    }

    private static VendorException sort(HttpAnswer answer) {
        return offline(answer) ? sorted(OFFLINE) : Dialect.COMMON.sort(answer);
    }

    private static boolean offline(HttpAnswer answer) {
        try {
            return Json.read(answer.body(), Envelope.class).errors().stream()
                    .anyMatch(problem -> problem.code() == OFFLINE);
        } catch (VendorException.Unavailable unreadable) {
            // then only the status speaks
            return false;
        }
    }

    /// An error inside an answer.
    static VendorException sorted(int code) {
        return switch (code) {
            case OFFLINE -> VendorException.Unavailable.target("the host is offline");
            case 401, 403 -> new VendorException.Misconfigured("Falcon does not permit this to our credentials");
            case 404 -> new VendorException.Refused("target-not-found", "Falcon does not know this host");
            case 409 -> new VendorException.Conflict("Falcon says the host's state forbids it");
            default ->
                (code >= 400 && code < 500 && code != 429) || (code >= 40000 && code < 50000)
                        ? new VendorException.Refused("bad-request", "Falcon refused the request (" + code + ")")
                        : new VendorException.Unavailable("Falcon cannot answer now (" + code + ")");
        };
    }

    record Token(String access_token, long expires_in) {
        Token {
            if (access_token == null || access_token.isBlank()) {
                throw new IllegalArgumentException("no token");
            }
        }
    }
}
