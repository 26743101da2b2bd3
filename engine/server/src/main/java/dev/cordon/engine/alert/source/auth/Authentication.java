package dev.cordon.engine.alert.source.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The ways to prove where a request comes from.
public enum Authentication {
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

    public static Optional<Authentication> of(String text) {
        return Arrays.stream(values())
                .filter(way -> way.toString().equals(text))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
