package dev.cordon.connectors.vendor.grr;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Access;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.connectors.http.Json;
import dev.cordon.connectors.http.VendorHttp;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The admin server: basic authentication, a token against forged requests on everything that changes, and five bytes
/// before every JSON body.
final class Grr {
    static final String CLIENTS = "/api/v2/clients";
    static final String WANTS_APPROVAL = "GRR wants an approval for this host";

    private static final Pattern CLIENT = Pattern.compile("C\\.[0-9a-f]{16}");
    private static final Pattern COOKIE = Pattern.compile("^csrftoken=([^;\\s]{1,512})");
    private static final byte[] PREFIX = ")]}'\n".getBytes(StandardCharsets.US_ASCII);
    /// It lives ten hours. An older one would be a 403 that says the same as a missing right.
    private static final Duration FRESH = Duration.ofHours(1);

    private final String name;
    private final GrrConfig.Server server;
    private final VendorHttp http;
    private volatile @Nullable Forgery forgery;

    Grr(Vertx vertx, String name, GrrConfig.Server server) {
        this.name = name;
        this.server = server;
        var login = server.user().orElse("") + ":" + server.password().orElse("");
        var basic = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        this.http = new VendorHttp(vertx, name, server, this::sort, line -> Access.header("Authorization", basic));
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    GrrConfig.Server server() {
        return server;
    }

    VendorHttp http() {
        return http;
    }

    static boolean isId(String text) {
        return CLIENT.matcher(text).matches();
    }

    /// An id from a process variable is foreign text until it looks like one.
    static String path(Target.Host host) {
        if (!isId(host.id())) {
            throw new VendorException.Refused("target-not-found", "this is no id of a GRR client");
        }
        return CLIENTS + "/" + host.id();
    }

    <T> T read(Call call, Class<T> type) {
        return Json.read(bare(http.read(call).body()), type);
    }

    <T> T write(Call call, Ask ask, Class<T> type) {
        var token = forgeryToken();
        var signed = call.with("X-CSRFToken", token)
                .with("Cookie", "csrftoken=" + token)
                .with("X-Requested-With", "XMLHttpRequest");
        return Json.read(bare(http.write(signed, ask).body()), type);
    }

    String forgeryToken() {
        var held = forgery;
        if (held == null || System.nanoTime() - held.since > FRESH.toNanos()) {
            held = new Forgery(cookie(http.read(Call.get("/"))), System.nanoTime());
            forgery = held;
        }
        return held.token;
    }

    private static String cookie(HttpAnswer answer) {
        for (var cookie : answer.headers().getAll("Set-Cookie")) {
            var found = COOKIE.matcher(cookie);
            if (found.find()) {
                return found.group(1);
            }
        }
        throw new VendorException.Unavailable("unreadable answer: GRR gives no token against forged requests");
    }

    private static Buffer bare(Buffer body) {
        var prefixed = body.length() >= PREFIX.length && Buffer.buffer(PREFIX).equals(body.getBuffer(0, PREFIX.length));
        return prefixed ? body.getBuffer(PREFIX.length, body.length()) : body;
    }

    private VendorException sort(HttpAnswer answer) {
        return switch (answer.status()) {
            case 403 -> {
                if (answer.header("X-GRR-Unauthorized-Access-Reason").isPresent()) {
                    yield VendorException.Unavailable.target(WANTS_APPROVAL);
                }
                // the token may have been it; the next request gets a new one
                forgery = null;
                yield Dialect.COMMON.sort(answer);
            }
            case 405 -> new VendorException.Refused("target-not-found", "GRR does not know it (405)");
            case 501 -> new VendorException.Misconfigured("this GRR server does not offer it (501)");
            default -> Dialect.COMMON.sort(answer);
        };
    }

    private record Forgery(String token, long since) {}
}
