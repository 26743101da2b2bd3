package dev.cordon.connectors.vendor.keycloak;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One credential of an account, without its secret.
///
/// @param createdDate milliseconds since the epoch
record Credential(
        @Nullable String id,
        @Nullable String type,
        @Nullable Long createdDate) {
    private static final Set<String> SECOND =
            Set.of("otp", "webauthn", "webauthn-passwordless", "recovery-authn-codes");

    boolean secondFactor() {
        return type != null && SECOND.contains(type);
    }

    /// Changes when the credential does: some versions keep the id, some keep the time.
    String version() {
        return id + "@" + createdDate;
    }
}
