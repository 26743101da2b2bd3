package dev.cordon.connectors.vendor.cortex;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Depot;
import dev.cordon.connectors.http.VendorHttp;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Links of Cortex's lead to the tenant itself, and then with our key, or elsewhere, and then without.
final class Downloads {
    private static final Duration LIMIT = Duration.ofMinutes(8);

    private final VendorHttp http;
    private final String own;
    private final Depot depot;

    /// @param own the tenant's address
    Downloads(VendorHttp http, String own, Depot depot) {
        this.http = http;
        this.own = own.replaceAll("/+$", "") + "/";
        this.depot = depot;
    }

    void copy(@Nullable String link, OutputStream out) throws IOException {
        if (link == null || link.isBlank()) {
            throw new VendorException.Refused("no-result", "the endpoint sent no file");
        }
        if (link.startsWith(own)) {
            http.copy(Call.get(link.substring(own.length() - 1)), LIMIT, out);
        } else {
            depot.copy(link, LIMIT, out);
        }
    }
}
