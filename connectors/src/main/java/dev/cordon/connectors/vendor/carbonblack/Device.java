package dev.cordon.connectors.vendor.carbonblack;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A device as the console knows it. Its `status` mixes registration with other things and decides nothing but whether
/// the sensor is gone.
record Device(
        @Nullable Long id,
        @Nullable String name,
        @Nullable String status,
        @Nullable Boolean quarantined,
        @Nullable String os,
        @JsonProperty("os_version") @Nullable String system,
        @JsonProperty("deployment_type") @Nullable String deployment,
        @JsonProperty("last_internal_ip_address") @Nullable String address,
        @JsonProperty("last_contact_time") @Nullable String lastContact) {

    String key() {
        if (id == null) {
            throw new VendorException.Unavailable("unreadable answer: a device without an id");
        }
        return Long.toString(id);
    }

    /// What was asked for; the sensor may not have heard it.
    boolean inQuarantine() {
        if (quarantined == null) {
            throw new VendorException.Unavailable("unreadable answer: a device that does not say whether it is free");
        }
        return quarantined;
    }

    boolean gone() {
        return List.of("UNINSTALLED", "DEREGISTERED", "DELETED").contains(upper(status));
    }

    Optional<Instant> contact() {
        try {
            return lastContact == null ? Optional.empty() : Optional.of(Instant.parse(lastContact));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    // A record without a time may be of a living device.
    boolean inUse(Instant since) {
        return !gone() && contact().map(contact -> !contact.isBefore(since)).orElse(true);
    }

    /// Joined Windows devices are called `DOMAIN\HOST`.
    boolean called(String query) {
        return name != null
                && (name.equalsIgnoreCase(query)
                        || (query.indexOf('\\') < 0
                                && name.indexOf('\\') >= 0
                                && name.substring(name.indexOf('\\') + 1).equalsIgnoreCase(query)));
    }

    boolean windows() {
        return "WINDOWS".equals(upper(os));
    }

    Target.Host host(String connector) {
        var called = name == null || name.isBlank() ? key() : name;
        var addresses = address == null || address.isBlank() ? List.<String>of() : List.of(address);
        return new Target.Host(connector, key(), called, role(), addresses, lastContact);
    }

    // It does not tell servers from workstations elsewhere, and domain controllers nowhere.
    private @Nullable String role() {
        if (upper(system).contains("SERVER") || "WORKLOAD".equals(upper(deployment))) {
            return "server";
        }
        return upper(system).matches("WINDOWS (7|8|10|11)\\b.*") || "MAC".equals(upper(os)) ? "workstation" : null;
    }

    private static String upper(@Nullable String text) {
        return text == null ? "" : text.toUpperCase(Locale.ROOT);
    }
}
