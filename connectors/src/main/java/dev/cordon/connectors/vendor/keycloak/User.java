package dev.cordon.connectors.vendor.keycloak;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import org.jspecify.annotations.Nullable;

/// An account as Keycloak knows it, as far as we read it.
///
/// @param notBefore seconds since the epoch; tokens issued earlier are refused
/// @param federationLink set when LDAP or another store masters the account
record User(
        @Nullable String id,
        @Nullable String username,
        @Nullable String email,
        @Nullable Boolean enabled,
        @Nullable Long notBefore,
        @Nullable String federationLink,
        @Nullable String serviceAccountClientId) {

    Look.State state() {
        if (enabled == null) {
            throw new VendorException.Unavailable("unreadable answer: an account that is neither enabled nor disabled");
        }
        return enabled ? Look.State.FREE : Look.State.CONTAINED;
    }

    Target.Account account(String connector) {
        if (id == null || id.isBlank() || username == null || username.isBlank()) {
            throw new VendorException.Unavailable("unreadable answer: an account without id or name");
        }
        return new Target.Account(connector, id, username, email == null || email.isBlank() ? null : email);
    }

    long notBeforeOrZero() {
        return notBefore == null ? 0 : notBefore;
    }
}
