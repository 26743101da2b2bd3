package dev.cordon.engine.alert.source;

import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.source.auth.Authentication;
import dev.cordon.engine.alert.source.auth.Credentials;
import org.jspecify.annotations.Nullable;

/// Where alerts come from, and how it proves that they do.
///
/// @param writeBack the connector through which its alerts are closed; null: they are left as they are
public record AlertSource(
        String name,
        AlertAdapter adapter,
        Credentials credentials,
        @Nullable String writeBack) {

    public boolean isPulled() {
        return credentials.authentication() == Authentication.PULL;
    }

    /// A name is all that a log needs.
    @Override
    public String toString() {
        return name;
    }
}
