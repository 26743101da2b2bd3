package dev.cordon.connectors.vendor.crowdstrike;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A host as Falcon knows it.
record Device(
        @JsonProperty("device_id") @Nullable String id,
        @Nullable String hostname,
        @JsonProperty("machine_domain") @Nullable String domain,
        @JsonProperty("local_ip") @Nullable String address,
        @Nullable String status,
        @JsonProperty("product_type_desc") @Nullable String kind,
        @JsonProperty("platform_name") @Nullable String platform,
        @JsonProperty("last_seen") @Nullable String lastSeen) {

    /// Another spelling than the documented ones is nothing to act on.
    Look.State state() {
        return switch (status == null ? "" : status.toLowerCase(Locale.ROOT)) {
            case "normal" -> Look.State.FREE;
            case "containment_pending" -> Look.State.CONTAINING;
            case "contained" -> Look.State.CONTAINED;
            case "lift_containment_pending" -> Look.State.FREEING;
            default ->
                throw new VendorException.Unavailable("unreadable answer: a containment state nobody documented");
        };
    }

    /// A record without a time may be of a living host.
    boolean seenSince(Instant then) {
        try {
            return lastSeen == null || !Instant.parse(lastSeen).isBefore(then);
        } catch (DateTimeException e) {
            return true;
        }
    }

    Target.Host host(String connector) {
        if (id == null || id.isBlank()) {
            throw new VendorException.Unavailable("unreadable answer: a device without an id");
        }
        var name = hostname == null || hostname.isBlank() ? id : hostname;
        var addresses = address == null || address.isBlank() ? List.<String>of() : List.of(address);
        return new Target.Host(connector, id, name, role(), addresses, lastSeen);
    }

    private @Nullable String role() {
        return kind == null || kind.isBlank()
                ? null
                : kind.strip().toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
