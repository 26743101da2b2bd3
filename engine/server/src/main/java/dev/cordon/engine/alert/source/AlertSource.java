package dev.cordon.engine.alert.source;

import dev.cordon.engine.alert.AlertAdapter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where alerts come from, and how it proves that they do.
///
/// @param secrets one, or two while the second replaces the first; none with `MTLS` and `PULL`
/// @param header with `HEADER` authentication, where the secret stands
/// @param signature with `HMAC` authentication, what is signed how
/// @param subject with `MTLS` authentication, whose certificate
/// @param addresses where it may send from; empty for everywhere
/// @param writeBack the connector through which its alerts are closed; null: they are left as they are
public record AlertSource(
        String name,
        AlertAdapter adapter,
        Authentication authentication,
        List<String> secrets,
        @Nullable String header,
        @Nullable Signature signature,
        @Nullable ClientSubject subject,
        List<AddressRange> addresses,
        @Nullable String writeBack) {

    enum Authentication {
        BEARER,
        BASIC,
        /// The bare secret in a header that the product can set.
        HEADER,
        HMAC,
        /// A client's certificate, verified by our TLS or by a proxy that we trust.
        MTLS,
        /// Splunk's stock action can put a secret nowhere but into the address.
        URL_TOKEN,
        /// Nobody may send: the connectors fetch.
        PULL;

        static Optional<Authentication> of(String text) {
            return Arrays.stream(values())
                    .filter(way -> way.toString().equals(text))
                    .findFirst();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public boolean isPulled() {
        return authentication == Authentication.PULL;
    }

    /// Without the secrets: a record is easily logged.
    @Override
    public String toString() {
        return name;
    }
}
