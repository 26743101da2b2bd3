package dev.cordon.connectors.vendor.keycloak;

import dev.cordon.connectors.capability.AccountDisable;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Json;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;

/// `enabled`, and nothing else. Refuses sign-in and token refresh; sessions are ended by [KeycloakSessions].
final class KeycloakDisable implements AccountDisable {
    private final Keycloak keycloak;

    KeycloakDisable(Keycloak keycloak) {
        this.keycloak = keycloak;
    }

    @Override
    public Look.State probe(Target.Account account) {
        return keycloak.read(account).state();
    }

    @Override
    public String apply(Target.Account account, Ask ask) {
        return put(account, false, ask);
    }

    /// Also clears a lock-out for too many wrong passwords: Keycloak does that by itself.
    @Override
    public String revert(Target.Account account, Ask ask) {
        return put(account, true, ask);
    }

    private String put(Target.Account account, boolean enabled, Ask ask) {
        var whole = keycloak.representation(account);
        var user = Json.as(whole, User.class);
        if (!enabled) {
            keycloak.refuseOwn(user);
        }
        whole.remove(Keycloak.READ_ONLY);
        whole.put("enabled", enabled);
        try {
            keycloak.http().write(Call.put(keycloak.user(account), whole), ask);
        } catch (VendorException.Refused e) {
            throw user.federationLink() == null
                    ? e
                    : new VendorException.Refused("read-only-account", "the account is mastered in another directory");
        }
        return "enabled: %b, was %b".formatted(enabled, user.enabled());
    }
}
