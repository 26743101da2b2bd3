package dev.cordon.connectors.vendor.entra;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An account as Entra knows it. What is not selected is left out, and then is not false but unknown.
///
/// @param sessionsFrom sessions that began earlier are refused
record User(
        @Nullable String id,
        @JsonProperty("userPrincipalName") @Nullable String principal,
        @Nullable String displayName,
        @Nullable String mail,
        @JsonProperty("proxyAddresses") @Nullable List<String> addresses,
        @JsonProperty("accountEnabled") @Nullable Boolean enabled,
        @JsonProperty("userType") @Nullable String type,
        @JsonProperty("onPremisesSyncEnabled") @Nullable Boolean synced,
        @JsonProperty("onPremisesSamAccountName") @Nullable String samName,

        @JsonProperty("onPremisesSecurityIdentifier") @Nullable
        String domainSid,

        @JsonProperty("securityIdentifier") @Nullable String sid,

        @JsonProperty("signInSessionsValidFromDateTime") @Nullable
        String sessionsFrom,

        @JsonProperty("lastPasswordChangeDateTime") @Nullable
        String passwordFrom) {
    static final String SELECT = "id,userPrincipalName,displayName,mail,proxyAddresses,accountEnabled,userType,"
            + "onPremisesSyncEnabled,onPremisesSamAccountName,onPremisesSecurityIdentifier,securityIdentifier,"
            + "signInSessionsValidFromDateTime,lastPasswordChangeDateTime";
    private static final String SYNC_NAME = "On-Premises Directory Synchronization Service Account";

    Look.State state() {
        if (enabled == null) {
            throw new VendorException.Unavailable("unreadable answer: an account that is neither enabled nor disabled");
        }
        return enabled ? Look.State.FREE : Look.State.CONTAINED;
    }

    /// Mastered in an on-premises Active Directory.
    boolean mastered() {
        return Boolean.TRUE.equals(synced);
    }

    boolean guest() {
        return "Guest".equalsIgnoreCase(type);
    }

    /// Without it no password and no leaver reaches the cloud any more.
    boolean synchronises() {
        return (principal != null && principal.toLowerCase(Locale.ROOT).startsWith("sync_"))
                || SYNC_NAME.equalsIgnoreCase(displayName);
    }

    boolean isCalled(String name) {
        return name.equalsIgnoreCase(samName)
                || (principal != null
                        && principal.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + "@"));
    }

    boolean hasAddress(String address) {
        return address.equalsIgnoreCase(principal)
                || address.equalsIgnoreCase(mail)
                || (addresses != null && addresses.stream().anyMatch(("smtp:" + address)::equalsIgnoreCase));
    }

    boolean hasSid(String other) {
        return other.equalsIgnoreCase(domainSid) || other.equalsIgnoreCase(sid);
    }

    Target.Account account(String connector) {
        if (id == null || id.isBlank() || principal == null || principal.isBlank()) {
            throw new VendorException.Unavailable("unreadable answer: an account without id or name");
        }
        return new Target.Account(connector, id, principal, mail == null || mail.isBlank() ? null : mail);
    }

    /// A time that was never set is older than every other.
    static Instant time(@Nullable String text) {
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new VendorException.Unavailable("unreadable answer: a time that is none");
        }
    }
}
