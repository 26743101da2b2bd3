package dev.cordon.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Exactly one thing of the outside world, resolved: named by the id its own vendor gave it, not by a name that two may
/// share.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Target.Host.class, name = "host"),
    @JsonSubTypes.Type(value = Target.Account.class, name = "account")
})
public sealed interface Target {

    /// The connector that knows it: `crowdstrike`, `keycloak`, ...
    String vendor();

    /// The vendor's own id.
    String id();

    /// What people call it. For reading, never for acting.
    String name();

    /// The one spelling under which ledger and register know it.
    @JsonIgnore
    default String key() {
        var kind = switch (this) {
            case Host ignored -> "host";
            case Account ignored -> "account";
        };
        return kind + ":" + vendor() + ":" + id();
    }

    /// @param role what the vendor says it is: `workstation`, `server`, `domain-controller`; null where it does not say
    /// @param addresses the host's own addresses, never the address of a NAT before it
    /// @param lastSeen RFC 3339, UTC; null where the vendor does not say
    record Host(
            String vendor,
            String id,
            String name,
            @Nullable String role,
            List<String> addresses,
            @Nullable String lastSeen)
            implements Target {
        public Host {
            requireText(vendor, id, name);
            role = role == null ? null : role.toLowerCase(Locale.ROOT);
            addresses = addresses == null ? List.of() : List.copyOf(addresses);
        }
    }

    /// @param mail null where there is none
    record Account(
            String vendor, String id, String name, @Nullable String mail) implements Target {
        public Account {
            requireText(vendor, id, name);
        }
    }

    private static void requireText(String... values) {
        for (var value : values) {
            if (Objects.requireNonNull(value, "a target needs vendor, id and name")
                    .isBlank()) {
                throw new IllegalArgumentException("a target needs vendor, id and name");
            }
        }
    }
}
