package dev.cordon.connectors.vendor.google;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of accounts.
///
/// @param nextPageToken there is more
record GoogleUsers(
        @Nullable List<GoogleUser> users, @Nullable String nextPageToken) {
    List<GoogleUser> all() {
        return users == null ? List.of() : users;
    }
}
