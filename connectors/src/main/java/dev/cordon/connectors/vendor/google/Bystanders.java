package dev.cordon.connectors.vendor.google;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import java.util.List;
import java.util.Map;

/// The accounts that are not ours to touch: the administrator we act for, those that a person named, and the last super
/// administrator.
final class Bystanders {
    private final Directory directory;
    private final String own;
    private final List<String> spared;

    Bystanders(Directory directory, GoogleConfig.Customer customer) {
        this.directory = directory;
        this.own = customer.admin().orElse("");
        this.spared =
                customer.spared().orElse(List.of()).stream().map(String::strip).toList();
    }

    void refuseOwn(GoogleUser user) {
        if (user.reachedBy(own)) {
            throw new VendorException.Refused("own-account", "this administrator's account is the one we act for");
        }
        if (spared.stream().anyMatch(one -> one.equals(user.id()) || user.reachedBy(one))) {
            throw new VendorException.Refused("spared-account", "the account is among those that are never touched");
        }
    }

    /// The same, and nobody may be locked out who is the last to let others in.
    void refuseOwnAndLastAdmin(GoogleUser user) {
        refuseOwn(user);
        if (user.superAdmin() && !anotherThan(user)) {
            throw new VendorException.Refused(
                    "last-admin", "no other super administrator who may sign in was found; this one stays");
        }
    }

    private boolean anotherThan(GoogleUser user) {
        var call = Call.get(Directory.USERS)
                .query(Map.of("customer", "my_customer", "query", "isAdmin=true", "maxResults", "100"));
        return directory.http().read(call, GoogleUsers.class).all().stream()
                .anyMatch(other -> other.superAdmin()
                        && !other.isSuspended()
                        && other.id() != null
                        && !other.id().equals(user.id()));
    }
}
