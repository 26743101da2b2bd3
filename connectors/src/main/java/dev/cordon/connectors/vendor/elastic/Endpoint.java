package dev.cordon.connectors.vendor.elastic;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A host as Kibana knows it: the newest metadata document of its endpoint, written at intervals.
record Endpoint(
        @Nullable Metadata metadata,
        @JsonProperty("host_status") @Nullable String status,
        @JsonProperty("last_checkin") @Nullable String lastCheckin) {
    private static final Set<String> AWAY = Set.of("offline", "inactive", "unenrolled");

    record Metadata(
            @Nullable Agent agent,
            @Nullable Machine host,
            @JsonProperty("Endpoint") @Nullable Sensor endpoint) {}

    record Agent(@Nullable String id) {}

    record Machine(@Nullable String hostname, @Nullable List<String> ip) {}

    record Sensor(@Nullable Reported state) {}

    record Reported(@Nullable Boolean isolation) {}

    private Metadata known() {
        if (metadata == null || metadata.agent == null || metadata.host == null) {
            throw new VendorException.Unavailable("unreadable answer: a host without metadata");
        }
        return metadata;
    }

    String id() {
        var agent = known().agent;
        if (agent == null || agent.id == null || !Kibana.isId(agent.id)) {
            throw new VendorException.Unavailable("unreadable answer: a host without the id of its agent");
        }
        return agent.id;
    }

    @Nullable
    String hostname() {
        var host = known().host;
        return host == null ? null : host.hostname;
    }

    /// Those that others can reach it by.
    List<String> addresses() {
        var host = known().host;
        return host == null || host.ip == null
                ? List.of()
                : host.ip.stream().filter(Endpoint::reachable).toList();
    }

    private static boolean reachable(String address) {
        var lower = address.toLowerCase(Locale.ROOT);
        return !lower.startsWith("127.")
                && !lower.equals("::1")
                && !lower.startsWith("fe80:")
                && !lower.startsWith("169.254.");
    }

    /// What the endpoint itself reports, not what it was told.
    boolean isolated() {
        var sensor = known().endpoint;
        var reported = sensor == null ? null : sensor.state;
        if (reported == null || reported.isolation == null) {
            throw new VendorException.Unavailable("unreadable answer: neither isolated nor free");
        }
        return reported.isolation;
    }

    boolean away() {
        return status != null && AWAY.contains(status.toLowerCase(Locale.ROOT));
    }

    boolean unenrolled() {
        return "unenrolled".equalsIgnoreCase(status);
    }

    /// A record without a time may be of a living host.
    boolean seenSince(Instant then) {
        if (unenrolled()) {
            return false;
        }
        try {
            return lastCheckin == null || !Instant.parse(lastCheckin).isBefore(then);
        } catch (DateTimeException e) {
            return true;
        }
    }

    Target.Host host(String connector) {
        var name = hostname();
        return new Target.Host(
                connector, id(), name == null || name.isBlank() ? id() : name, null, addresses(), lastCheckin);
    }
}
