package dev.cordon.connectors.vendor.keycloak;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.CredentialReset;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.Passwords;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A random password that must be changed at the next sign-in. Ends no session.
final class KeycloakPassword implements CredentialReset {
    private static final String BEFORE = "password before: ";

    private final Keycloak keycloak;

    KeycloakPassword(Keycloak keycloak) {
        this.keycloak = keycloak;
    }

    @Override
    public Effect resetting(Target.Account account) {
        return new Reset(account);
    }

    private final class Reset implements Effect {
        private final Target.Account account;
        private @Nullable List<String> before;

        Reset(Target.Account account) {
            this.account = account;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String receipt) {
            if (receipt.startsWith(BEFORE)) {
                var ids = receipt.substring(BEFORE.length());
                before = ids.isEmpty() ? List.of() : List.of(ids.split(","));
            }
        }

        @Override
        public Look.State look() {
            var now = keycloak.credentials(account).stream()
                    .filter(credential -> "password".equals(credential.type()))
                    .map(Credential::version)
                    .sorted()
                    .toList();
            if (before == null) {
                before = now;
            }
            return now.isEmpty() || now.equals(before) ? Look.State.FREE : Look.State.CONTAINED;
        }

        @Override
        public String ask(Ask ask) {
            keycloak.refuseOwn(keycloak.read(account));
            keycloak.http()
                    .write(
                            Call.put(
                                    keycloak.user(account) + "/reset-password",
                                    Map.of("type", "password", "value", Passwords.random(), "temporary", true)),
                            ask);
            return BEFORE + String.join(",", before == null ? List.of() : before);
        }
    }
}
