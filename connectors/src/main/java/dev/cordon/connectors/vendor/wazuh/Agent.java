package dev.cordon.connectors.vendor.wazuh;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An agent as the manager knows it.
record Agent(
        @Nullable String id,
        @Nullable String name,
        @Nullable String ip,
        @Nullable String status,
        @Nullable String lastKeepAlive) {

    boolean manager() {
        return id != null && id.matches("0+");
    }

    boolean connected() {
        return switch (status == null ? "" : status) {
            case "active" -> true;
            case "pending", "disconnected", "never_connected" -> false;
            default -> throw new VendorException.Unavailable("unreadable answer: a status nobody documented");
        };
    }

    /// A record without a time may be of a living host.
    boolean seenSince(Instant then) {
        var seen = seen();
        return !"never_connected".equals(status) && (seen == null || !seen.isBefore(then));
    }

    private @Nullable Instant seen() {
        try {
            return lastKeepAlive == null
                    ? null
                    : OffsetDateTime.parse(lastKeepAlive).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    Target.Host host(String connector) {
        if (id == null || !Wazuh.isId(id)) {
            throw new VendorException.Unavailable("unreadable answer: an agent without an id");
        }
        var seen = seen();
        return new Target.Host(
                connector,
                id,
                name == null || name.isBlank() ? id : name,
                null,
                ip == null || ip.isBlank() || ip.equals("any") ? List.of() : List.of(ip),
                seen == null ? null : seen.toString());
    }
}
