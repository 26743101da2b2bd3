package dev.cordon.engine.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where alerts come from, and how it proves that they do.
record AlertSource(String name, AlertAdapter adapter, Authentication authentication, String secret) {

    enum Authentication {
        BEARER,
        BASIC,
        HMAC,
        /// Splunk's stock action can put a secret nowhere but into the address.
        URL_TOKEN;

        static Optional<Authentication> of(String text) {
            return Arrays.stream(values())
                    .filter(way -> way.name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-')
                            .equals(text))
                    .findFirst();
        }
    }

    /// Without the secret: a record is easily logged.
    @Override
    public String toString() {
        return name;
    }
}
