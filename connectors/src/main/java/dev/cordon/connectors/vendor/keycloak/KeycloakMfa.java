package dev.cordon.connectors.vendor.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.MfaReset;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.stream.StreamSupport;

/// Removes one-time passwords, security keys and recovery codes, and has the account enrol anew: without the required
/// action an account whose second factor is conditional would need none any more.
final class KeycloakMfa implements MfaReset {
    private static final String ENROL = "CONFIGURE_TOTP";

    private final Keycloak keycloak;

    KeycloakMfa(Keycloak keycloak) {
        this.keycloak = keycloak;
    }

    @Override
    public Effect resetting(Target.Account account) {
        return new Effect() {
            @Override
            public Look.State goal() {
                return Look.State.CONTAINED;
            }

            @Override
            public Look.State look() {
                return factors(account).isEmpty() ? Look.State.CONTAINED : Look.State.FREE;
            }

            @Override
            public String ask(Ask ask) {
                return removed(account, ask);
            }
        };
    }

    private List<Credential> factors(Target.Account account) {
        return keycloak.credentials(account).stream()
                .filter(Credential::secondFactor)
                .toList();
    }

    // Enrolment first: dying in between must not leave an account that needs its password only.
    private String removed(Target.Account account, Ask ask) {
        keycloak.refuseOwn(keycloak.read(account));
        enrolAnew(account, ask);
        var factors = factors(account);
        for (var factor : factors) {
            try {
                keycloak.http()
                        .write(
                                Call.delete(keycloak.user(account) + "/credentials/"
                                        + Call.segment(String.valueOf(factor.id()))),
                                ask);
            } catch (VendorException.Refused gone) {
                // 404: the next look says whether nothing is left
            }
        }
        return "%d second factors removed, to be enrolled anew".formatted(factors.size());
    }

    private void enrolAnew(Target.Account account, Ask ask) {
        var whole = keycloak.representation(account);
        var actions = whole.withArrayProperty("requiredActions");
        if (StreamSupport.stream(actions.spliterator(), false).noneMatch(one -> ENROL.equals(one.asText()))) {
            actions.add(ENROL);
            keycloak.http().write(Call.put(keycloak.user(account), writable(whole)), ask);
        }
    }

    private static ObjectNode writable(ObjectNode whole) {
        whole.remove(Keycloak.READ_ONLY);
        return whole;
    }
}
