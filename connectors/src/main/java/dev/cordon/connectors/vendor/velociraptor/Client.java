package dev.cordon.connectors.vendor.velociraptor;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A client as the server knows it.
///
/// @param lastSeen microseconds since the epoch
record Client(
        @JsonProperty("client_id") @Nullable String id,
        @Nullable String hostname,
        @Nullable String fqdn,
        @Nullable String os,
        @JsonProperty("last_seen_at") @Nullable Long lastSeen) {
    private static final Pattern ID = Pattern.compile("C\\.[0-9a-f]{16}");

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// From a process variable it is foreign text until it looks like an id. The server itself is a client called
    /// `server`: not here.
    static String id(Target.Host host) {
        if (!isId(host.id())) {
            throw new VendorException.Refused("target-not-found", "this is no id of a Velociraptor client");
        }
        return host.id();
    }

    boolean called(String name) {
        return name.equalsIgnoreCase(hostname) || name.equalsIgnoreCase(fqdn);
    }

    String system() {
        return os == null ? "" : os.toLowerCase(Locale.ROOT);
    }

    /// A record without a time may be of a living host.
    boolean seenSince(Instant then) {
        var seen = seen();
        return seen == null || !seen.isBefore(then);
    }

    private @Nullable Instant seen() {
        return lastSeen == null || lastSeen <= 0 ? null : Instant.EPOCH.plus(lastSeen, ChronoUnit.MICROS);
    }

    /// Without addresses: the server knows only the one it sees, which may be that of a NAT.
    Target.Host host(String connector) {
        if (id == null || !isId(id)) {
            throw new VendorException.Unavailable("unreadable answer: a client without an id");
        }
        var seen = seen();
        return new Target.Host(
                connector,
                id,
                hostname == null || hostname.isBlank() ? id : hostname,
                null,
                List.of(),
                seen == null ? null : seen.toString());
    }
}
