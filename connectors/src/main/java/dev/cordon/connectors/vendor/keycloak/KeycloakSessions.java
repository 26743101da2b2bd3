package dev.cordon.connectors.vendor.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.SessionRevocation;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Ends the online sessions, and the offline ones, which survive a logout and come back to life when the account is
/// enabled again.
final class KeycloakSessions implements SessionRevocation {
    private final Keycloak keycloak;

    KeycloakSessions(Keycloak keycloak) {
        this.keycloak = keycloak;
    }

    @Override
    public Effect revoking(Target.Account account) {
        return new Revocation(keycloak, account);
    }

    private static final class Revocation implements Effect {
        private final Keycloak keycloak;
        private final Target.Account account;
        private @Nullable Long notBefore;
        private boolean asked;

        Revocation(Keycloak keycloak, Target.Account account) {
            this.keycloak = keycloak;
            this.account = account;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public Look.State look() {
            var now = keycloak.read(account).notBeforeOrZero();
            if (notBefore == null) {
                notBefore = now;
            }
            var ended = sessions().length == 0 && offlineClients().isEmpty();
            // The access tokens still about are refused only from the not-before time on.
            return ended && (!asked || now > notBefore) ? Look.State.CONTAINED : Look.State.FREE;
        }

        @Override
        public String ask(Ask ask) {
            keycloak.refuseOwn(keycloak.read(account));
            var clients = offlineClients();
            asked = true;
            keycloak.http().write(Call.post(keycloak.user(account) + "/logout"), ask);
            for (var client : clients) {
                revoke(client, ask);
            }
            return "logged out, %d offline grants removed".formatted(clients.size());
        }

        private void revoke(String client, Ask ask) {
            try {
                // by the client's name, not by its UUID
                keycloak.http().write(Call.delete(keycloak.user(account) + "/consents/" + Call.segment(client)), ask);
            } catch (VendorException.Refused gone) {
                // 404: nothing left to remove; the next look says whether that is so
            }
        }

        private JsonNode[] sessions() {
            return keycloak.http().read(Call.get(keycloak.user(account) + "/sessions"), JsonNode[].class);
        }

        private List<String> offlineClients() {
            var consents = keycloak.http().read(Call.get(keycloak.user(account) + "/consents"), Consent[].class);
            return Stream.of(consents)
                    .filter(Consent::offline)
                    .map(Consent::client)
                    .toList();
        }
    }

    private record Consent(
            @Nullable String clientId, @Nullable List<JsonNode> additionalGrants) {
        boolean offline() {
            return additionalGrants != null
                    && additionalGrants.stream()
                            .anyMatch(grant ->
                                    "Offline Token".equals(grant.path("key").asText()));
        }

        String client() {
            if (clientId == null || clientId.isBlank()) {
                throw new VendorException.Unavailable("unreadable answer: a consent without its client");
            }
            return clientId;
        }
    }
}
