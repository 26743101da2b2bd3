package dev.cordon.connectors.vendor.okta;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import org.jspecify.annotations.Nullable;

/// An account as Okta knows it, as far as we read it.
///
/// @param transitioningToStatus where an unfinished change leads
/// @param passwordChanged null where it never was, or where Okta keeps no password
record OktaUser(
        @Nullable String id,
        @Nullable String status,
        @Nullable String transitioningToStatus,
        @Nullable String passwordChanged,
        @Nullable Profile profile,
        @Nullable Credentials credentials) {

    record Profile(@Nullable String login, @Nullable String email) {}

    record Credentials(@Nullable Provider provider) {}

    record Provider(@Nullable String type) {}

    Look.State state() {
        var now = state(status);
        if (transitioningToStatus == null || transitioningToStatus.isBlank()) {
            return now;
        }
        if (state(transitioningToStatus) == Look.State.CONTAINED) {
            return Look.State.CONTAINING;
        }
        return now == Look.State.CONTAINED ? Look.State.FREEING : now;
    }

    /// Only the two that let nobody in until a person says otherwise count. Another spelling than the
    /// documented ones is nothing to act on.
    private static Look.State state(@Nullable String status) {
        return switch (status == null ? "" : status) {
            case "SUSPENDED", "DEPROVISIONED" -> Look.State.CONTAINED;
            case "ACTIVE", "LOCKED_OUT", "PASSWORD_EXPIRED", "RECOVERY", "STAGED", "PROVISIONED" -> Look.State.FREE;
            default -> throw new VendorException.Unavailable("unreadable answer: an account state nobody documented");
        };
    }

    boolean active() {
        return "ACTIVE".equals(status);
    }

    boolean suspended() {
        return "SUSPENDED".equals(status);
    }

    /// Deactivated: on the way out of the organisation.
    boolean gone() {
        return "DEPROVISIONED".equals(status);
    }

    /// Whether its password is kept by Okta itself and not by another directory.
    boolean ownPassword() {
        var type = credentials == null || credentials.provider == null ? null : credentials.provider.type;
        if (type == null) {
            throw new VendorException.Unavailable("unreadable answer: an account without its credentials' provider");
        }
        return type.equals("OKTA");
    }

    String login() {
        if (profile == null || profile.login == null || profile.login.isBlank()) {
            throw new VendorException.Unavailable("unreadable answer: an account without login");
        }
        return profile.login;
    }

    @Nullable
    String mail() {
        return profile == null || profile.email == null || profile.email.isBlank() ? null : profile.email;
    }

    Target.Account account(String connector) {
        if (id == null || !Okta.isId(id)) {
            throw new VendorException.Unavailable("unreadable answer: an account without id");
        }
        return new Target.Account(connector, id, login(), mail());
    }
}
