package dev.cordon.connectors.vendor.grr;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A host as GRR knows it.
///
/// @param lastSeen microseconds since the epoch, as text
record Client(
        @JsonProperty("clientId") @Nullable String id,
        @JsonProperty("osInfo") @Nullable Platform system,
        @Nullable List<Interface> interfaces,
        @JsonProperty("lastSeenAt") @Nullable String lastSeen) {

    record Platform(@Nullable String fqdn) {}

    record Interface(@Nullable List<Address> addresses) {}

    record Address(@JsonProperty("packedBytes") @Nullable String packed) {}

    /// Its whole name, or the first part of it where the query has no domain.
    boolean isCalled(String query) {
        var own = name().toLowerCase(Locale.ROOT);
        var other = query.toLowerCase(Locale.ROOT);
        return own.equals(other) || (!other.contains(".") && own.startsWith(other + "."));
    }

    List<String> addresses() {
        return (interfaces == null ? List.<Interface>of() : interfaces)
                .stream()
                        .flatMap(one -> one.addresses == null ? Stream.of() : one.addresses.stream())
                        .flatMap(address -> written(address.packed).stream())
                        .filter(address -> !address.startsWith("127.") && !address.equals("0:0:0:0:0:0:0:1"))
                        .distinct()
                        .toList();
    }

    /// A record without a time may be of a living host.
    boolean seenSince(Instant then) {
        var seen = seen();
        return seen == null || !seen.isBefore(then);
    }

    Target.Host host(String connector) {
        if (id == null || id.isBlank()) {
            throw new VendorException.Unavailable("unreadable answer: a client without an id");
        }
        var seen = seen();
        return new Target.Host(
                connector,
                id,
                name().isBlank() ? id : name(),
                null,
                addresses(),
                seen == null ? null : seen.toString());
    }

    private String name() {
        return system == null || system.fqdn == null ? "" : system.fqdn;
    }

    private @Nullable Instant seen() {
        return lastSeen == null || !lastSeen.matches("[0-9]{1,18}")
                ? null
                : Instant.EPOCH.plus(Long.parseLong(lastSeen), ChronoUnit.MICROS);
    }

    private static Optional<String> written(@Nullable String packed) {
        try {
            return packed == null
                    ? Optional.empty()
                    : Optional.of(InetAddress.getByAddress(Base64.getDecoder().decode(packed))
                            .getHostAddress());
        } catch (UnknownHostException | IllegalArgumentException e) {
            // four or sixteen bytes, or it is no address
            return Optional.empty();
        }
    }
}
