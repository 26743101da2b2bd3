package dev.cordon.connectors.vendor.google;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An account as Google knows it, as far as we read it.
///
/// @param isAdmin a super administrator
record GoogleUser(
        @Nullable String id,
        @Nullable String primaryEmail,
        @Nullable List<String> aliases,
        @Nullable Boolean suspended,
        @JsonProperty("isAdmin") @Nullable Boolean isAdmin,
        @JsonProperty("isEnrolledIn2Sv") @Nullable Boolean enrolled,
        @JsonProperty("isEnforcedIn2Sv") @Nullable Boolean enforced,
        @Nullable Boolean changePasswordAtNextLogin) {

    Look.State state() {
        return isSuspended() ? Look.State.CONTAINED : Look.State.FREE;
    }

    boolean isSuspended() {
        return said(suspended, "suspended");
    }

    boolean superAdmin() {
        return said(isAdmin, "an administrator");
    }

    boolean hasSecondStep() {
        return said(enrolled, "enrolled");
    }

    boolean needsSecondStep() {
        return said(enforced, "bound to a second step");
    }

    boolean mustChangePassword() {
        return said(changePasswordAtNextLogin, "to change its password");
    }

    /// Its own address, or one of those that lead to it.
    boolean reachedBy(String address) {
        return address.equalsIgnoreCase(primaryEmail)
                || (aliases != null && aliases.stream().anyMatch(address::equalsIgnoreCase));
    }

    String address() {
        if (primaryEmail == null || primaryEmail.isBlank()) {
            throw new VendorException.Unavailable("unreadable answer: an account without an address");
        }
        return primaryEmail;
    }

    Target.Account account(String connector) {
        if (id == null || !Directory.isId(id)) {
            throw new VendorException.Unavailable("unreadable answer: an account without id");
        }
        return new Target.Account(connector, id, address(), address());
    }

    private static boolean said(@Nullable Boolean value, String what) {
        if (value == null) {
            throw new VendorException.Unavailable("unreadable answer: it does not say whether the account is " + what);
        }
        return value;
    }
}
