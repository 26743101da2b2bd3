package dev.cordon.engine.alert.source.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a sender proves itself, and with what.
///
/// @param user with `BASIC` authentication, beside the secret
/// @param secrets one, or two while the second replaces the first; none with `MTLS` and `PULL`
/// @param header with `HEADER` authentication, where the secret stands
/// @param signature with `HMAC` authentication, what is signed how
/// @param subject with `MTLS` authentication, whose certificate
/// @param addresses where it may send from; empty for everywhere
public record Credentials(
        Authentication authentication,
        String user,
        List<String> secrets,
        @Nullable String header,
        @Nullable Signature signature,
        @Nullable ClientSubject subject,
        List<AddressRange> addresses) {

    /// Without the secrets: a record is easily logged.
    @Override
    public String toString() {
        return authentication + " of " + user;
    }
}
