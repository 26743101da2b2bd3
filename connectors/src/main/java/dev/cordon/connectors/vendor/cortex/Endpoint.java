package dev.cordon.connectors.vendor.cortex;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An endpoint as Cortex knows it.
record Endpoint(
        @JsonProperty("endpoint_id") @Nullable String id,
        @JsonProperty("endpoint_name") @Nullable String name,
        @JsonProperty("endpoint_type") @Nullable String type,
        @JsonProperty("endpoint_status") @Nullable String status,
        @JsonProperty("is_isolated") @Nullable String isolated,
        @Nullable List<String> ip,
        @Nullable String domain,
        @JsonProperty("os_type") @Nullable String os,
        @JsonProperty("last_seen") @Nullable Long lastSeen) {

    List<String> addresses() {
        return ip == null ? List.of() : ip;
    }

    /// Another spelling than the documented ones is nothing to act on.
    Look.State state() {
        return switch (upper(isolated).replaceFirst("^AGENT_", "")) {
            case "UNISOLATED" -> Look.State.FREE;
            case "PENDING_ISOLATION" -> Look.State.CONTAINING;
            case "ISOLATED" -> Look.State.CONTAINED;
            case "PENDING_ISOLATION_CANCELLATION" -> Look.State.FREEING;
            default -> throw new VendorException.Unavailable("unreadable answer: an isolation nobody documented");
        };
    }

    boolean gone() {
        return upper(status).equals("UNINSTALLED");
    }

    /// What is told to an absent agent waits, and is done or expires whenever.
    Endpoint here() {
        if (!upper(status).equals("CONNECTED")) {
            throw VendorException.Unavailable.target("the host is offline");
        }
        return this;
    }

    // A record without a time may be of a living host.
    boolean inUse(Instant since) {
        return !gone() && (lastSeen == null || !Instant.ofEpochMilli(lastSeen).isBefore(since));
    }

    /// As the requests for files name it.
    String system() {
        var known = upper(os);
        if (known.contains("WINDOWS")) {
            return "windows";
        }
        if (known.contains("LINUX")) {
            return "linux";
        }
        if (known.contains("MAC")) {
            return "macos";
        }
        throw new VendorException.Refused("unsupported", "Cortex fetches no files from this system");
    }

    Target.Host host(String connector) {
        if (id == null || id.isBlank()) {
            throw new VendorException.Unavailable("unreadable answer: an endpoint without an id");
        }
        var seen = lastSeen == null ? null : Instant.ofEpochMilli(lastSeen).toString();
        return new Target.Host(connector, id, name == null || name.isBlank() ? id : name, role(), addresses(), seen);
    }

    // It never says that something is a domain controller.
    private @Nullable String role() {
        return switch (upper(type).replaceFirst("^AGENT_TYPE_", "")) {
            case "SERVER" -> "server";
            case "WORKSTATION" -> "workstation";
            default -> null;
        };
    }

    private static String upper(@Nullable String text) {
        return text == null ? "" : text.toUpperCase(Locale.ROOT);
    }
}
