package dev.cordon.connectors.http;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Line;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a vendor lets its files be fetched by a link that carries its own permission: the cloud's storage, not the
/// vendor's API. Only hosts that a person named are dialled, and none of our credentials go there.
public final class Depot {
    private static final long LARGEST = 64L << 30;

    private final Vertx vertx;
    private final Line line;
    private final List<String> hosts;
    private final @Nullable Path ca;

    /// @param hosts `files.example.com`, or `*.blob.core.windows.net` for everything below it; a port may follow
    public Depot(Vertx vertx, Line line, List<String> hosts, @Nullable Path ca) {
        this.vertx = vertx;
        this.line = line;
        this.hosts = List.copyOf(hosts);
        this.ca = ca;
    }

    /// @param link as the vendor gave it; a secret
    /// @throws VendorException.Misconfigured it leads to a host that nobody named
    /// @throws IOException from `out` only
    public void copy(String link, Duration limit, OutputStream out) throws IOException {
        var address = address(link);
        try {
            line.patient(() -> {
                var origin = URI.create(address.getScheme() + "://" + address.getRawAuthority());
                var target = address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
                try (var exchange = new Exchange(vertx, origin, ca)) {
                    var answer = exchange.stream(Call.get(target), limit, LARGEST, out);
                    if (!answer.successful()) {
                        throw Dialect.COMMON.sort(answer);
                    }
                    return answer;
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private URI address(String link) {
        try {
            var address = new URI(link);
            var named = address.getHost() != null && hosts.stream().anyMatch(host -> fits(host, address));
            if (named && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                return address;
            }
        } catch (URISyntaxException e) {
            // its message quotes the link
        }
        throw new VendorException.Misconfigured(
                "the vendor's link leads to a host that is not among the download hosts");
    }

    private static boolean fits(String allowed, URI address) {
        var host = address.getHost().toLowerCase(Locale.ROOT);
        var authority = address.getPort() < 0 ? host : host + ":" + address.getPort();
        // what is not encrypted is for a named port only: a stand-in on the same machine
        var reachable = "https".equals(address.getScheme()) || allowed.contains(":");
        var name = allowed.toLowerCase(Locale.ROOT);
        if (name.startsWith("*.")) {
            return reachable && host.endsWith(name.substring(1));
        }
        return reachable && (name.contains(":") ? name.equals(authority) : name.equals(host));
    }
}
