package dev.cordon.connectors.vendor.okta;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The accounts that are not ours to touch: our own, those that a person named, and the last super administrator.
final class Bystanders {
    /// So many role holders are looked at for another super administrator, and no more.
    private static final int MOST = 20;

    private final Okta okta;
    private final OktaConfig.Org org;
    private final List<String> spared;

    Bystanders(Okta okta, OktaConfig.Org org) {
        this.okta = okta;
        this.org = org;
        this.spared = org.spared().orElse(List.of()).stream().map(String::strip).toList();
    }

    void refuseOwn(OktaUser user) {
        if (spared.stream().anyMatch(one -> one.equals(user.id()) || one.equalsIgnoreCase(user.login()))) {
            throw new VendorException.Refused("spared-account", "the account is among those that are never touched");
        }
        if (org.apiToken().isPresent() && owner().equals(user.id())) {
            throw new VendorException.Refused("own-account", "the API token is this administrator's");
        }
    }

    /// The same, and nobody else may be locked out who is the last to let others in.
    void refuseOwnAndLastAdmin(OktaUser user) {
        refuseOwn(user);
        if (!org.adminGuard()) {
            return;
        }
        try {
            if (superAdmin(user.account(okta.name())) && !anotherThan(user)) {
                throw new VendorException.Refused(
                        "last-admin", "no other active super administrator was found; this one stays");
            }
        } catch (VendorException.Misconfigured e) {
            throw new VendorException.Misconfigured(
                    "role assignments cannot be read (scope okta.roles.read), so nobody knows whether this is the last"
                            + " super administrator: " + e.why());
        }
    }

    private String owner() {
        var id = okta.http().read(Call.get("/api/v1/users/me"), OktaUser.class).id();
        if (id == null) {
            throw new VendorException.Unavailable("unreadable answer: an API token of nobody");
        }
        return id;
    }

    private boolean anotherThan(OktaUser user) {
        var holders = okta.http().read(Call.get("/api/v1/iam/assignees/users?limit=100"), Holders.class);
        return holders.ids()
                .filter(id -> Okta.isId(id) && !id.equals(user.id()))
                .limit(MOST)
                .map(id -> new Target.Account(okta.name(), id, id, null))
                .anyMatch(other -> superAdmin(other) && okta.read(other).active());
    }

    private boolean superAdmin(Target.Account account) {
        var roles = okta.http().read(Call.get(Okta.path(account) + "/roles"), Role[].class);
        return Stream.of(roles).anyMatch(role -> "SUPER_ADMIN".equals(role.type) && !"INACTIVE".equals(role.status));
    }

    private record Role(@Nullable String type, @Nullable String status) {}

    private record Holders(@Nullable List<Holder> value) {
        Stream<String> ids() {
            return value == null
                    ? Stream.empty()
                    : value.stream().map(Holder::id).filter(id -> id != null).map(String::valueOf);
        }
    }

    private record Holder(@Nullable String id) {}
}
