package dev.cordon.connectors.vendor.sentinelone;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A host as the console knows it. Its id has more digits than a double keeps, and is text.
record Agent(
        @Nullable String id,
        @Nullable String uuid,
        @Nullable String computerName,
        @Nullable String domain,
        @Nullable String osType,
        @Nullable String machineType,
        @Nullable String networkStatus,
        @Nullable String lastActiveDate,
        @Nullable Boolean isActive,
        @Nullable Boolean isDecommissioned,
        @Nullable Boolean isUninstalled,
        @Nullable List<Card> networkInterfaces) {

    record Card(@Nullable List<String> inet, @Nullable List<String> inet6) {}

    /// Another spelling than the known ones is nothing to act on.
    Look.State state() {
        return switch (networkStatus == null ? "" : networkStatus.toLowerCase(Locale.ROOT)) {
            case "connected" -> Look.State.FREE;
            case "disconnecting" -> Look.State.CONTAINING;
            case "disconnected" -> Look.State.CONTAINED;
            case "connecting" -> Look.State.FREEING;
            default -> throw new VendorException.Unavailable("unreadable answer: a network status nobody knows");
        };
    }

    boolean gone() {
        return Boolean.TRUE.equals(isDecommissioned) || Boolean.TRUE.equals(isUninstalled);
    }

    /// What is told to an absent agent is done whenever it comes back.
    Agent here() {
        if (!Boolean.TRUE.equals(isActive)) {
            throw VendorException.Unavailable.target("the host is offline");
        }
        return this;
    }

    boolean inUse(Instant since) {
        return !gone() && seenSince(since);
    }

    // A record without a time may be of a living host.
    private boolean seenSince(Instant then) {
        try {
            return lastActiveDate == null || !Instant.parse(lastActiveDate).isBefore(then);
        } catch (DateTimeException e) {
            return true;
        }
    }

    List<String> addresses() {
        return cards().flatMap(card -> own(card.inet())).toList();
    }

    boolean has(String address) {
        return cards().flatMap(card -> Stream.concat(own(card.inet()), own(card.inet6())))
                .anyMatch(address::equalsIgnoreCase);
    }

    Target.Host host(String connector) {
        if (id == null || id.isBlank()) {
            throw new VendorException.Unavailable("unreadable answer: an agent without an id");
        }
        var name = computerName == null || computerName.isBlank() ? id : computerName;
        return new Target.Host(connector, id, name, role(), addresses(), lastActiveDate);
    }

    // It never says that something is a domain controller.
    private @Nullable String role() {
        return switch (machineType == null ? "" : machineType.toLowerCase(Locale.ROOT)) {
            case "desktop", "laptop" -> "workstation";
            case "", "unknown" -> null;
            default -> machineType;
        };
    }

    private Stream<Card> cards() {
        return networkInterfaces == null ? Stream.empty() : networkInterfaces.stream();
    }

    private static Stream<String> own(@Nullable List<String> addresses) {
        return addresses == null ? Stream.empty() : addresses.stream();
    }
}
