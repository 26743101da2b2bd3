package dev.cordon.connectors.vendor.defender;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A machine as Defender knows it. It does not say whether it is isolated: see [DefenderIsolation].
///
/// @param lastSeen of the last full report, which may be a day old
record Machine(
        @Nullable String id,
        @JsonProperty("computerDnsName") @Nullable String name,
        @JsonProperty("lastIpAddress") @Nullable String address,
        @JsonProperty("ipAddresses") @Nullable List<Address> addresses,
        @JsonProperty("osPlatform") @Nullable String platform,
        @JsonProperty("onboardingStatus") @Nullable String onboarding,
        @Nullable String lastSeen,
        @JsonProperty("machineTags") @Nullable List<String> tags) {

    record Address(@Nullable String ipAddress) {}

    /// Its whole name, or the first part of it where the query has no domain.
    boolean isCalled(String query) {
        var own = name == null ? "" : name.toLowerCase(Locale.ROOT);
        var other = query.toLowerCase(Locale.ROOT);
        return own.equals(other) || (!other.contains(".") && own.startsWith(other + "."));
    }

    /// Never the external address: that belongs to a NAT and to everybody behind it.
    List<String> own() {
        return Stream.concat(
                        Stream.ofNullable(address),
                        (addresses == null ? List.<Address>of() : addresses)
                                .stream().map(Address::ipAddress))
                .filter(Objects::nonNull)
                .filter(text -> !text.isBlank())
                .distinct()
                .toList();
    }

    /// Only an onboarded machine can be acted on. A record without a time may be of a living one.
    boolean usable(Instant then) {
        if (onboarding != null && !onboarding.equalsIgnoreCase("Onboarded")) {
            return false;
        }
        try {
            return lastSeen == null || !Instant.parse(lastSeen).isBefore(then);
        } catch (DateTimeException e) {
            return true;
        }
    }

    boolean carriesOneOf(List<String> wanted) {
        return tags != null && tags.stream().anyMatch(tag -> wanted.stream().anyMatch(tag::equalsIgnoreCase));
    }

    Target.Host host(String connector) {
        if (id == null || id.isBlank()) {
            throw new VendorException.Unavailable("unreadable answer: a machine without an id");
        }
        return new Target.Host(connector, id, name == null || name.isBlank() ? id : name, role(), own(), lastSeen);
    }

    /// Defender names the operating system, not the role: a domain controller reads as a server.
    private @Nullable String role() {
        var system = platform == null ? "" : platform.toLowerCase(Locale.ROOT);
        if (system.startsWith("windowsserver")) {
            return "server";
        }
        return system.matches("windows(7|8|81|10|11).*") || system.startsWith("macos") ? "workstation" : null;
    }
}
