package dev.cordon.connectors.vendor.okta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.MfaReset;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;

/// Takes all factors away in one call.
///
/// The list of factors depends on the network zone of whoever asks. So an empty list alone proves nothing: it counts
/// after Okta's 200, or where factors were seen before.
final class OktaFactors implements MfaReset {
    private final Okta okta;
    private final Bystanders bystanders;

    OktaFactors(Okta okta, Bystanders bystanders) {
        this.okta = okta;
        this.bystanders = bystanders;
    }

    @Override
    public Effect resetting(Target.Account account) {
        return new Effect() {
            private boolean proven;

            @Override
            public Look.State goal() {
                return Look.State.CONTAINED;
            }

            @Override
            public void resume(String receipt) {
                proven = !receipt.isBlank();
            }

            @Override
            public Look.State look() {
                var left = okta.http().read(Call.get(Okta.path(account) + "/factors"), JsonNode[].class).length;
                if (left > 0) {
                    proven = true;
                    return Look.State.FREE;
                }
                return proven ? Look.State.CONTAINED : Look.State.FREE;
            }

            @Override
            public String ask(Ask ask) {
                var user = okta.read(account);
                if (user.gone()) {
                    throw new VendorException.Refused("account-state", "the account was deactivated");
                }
                bystanders.refuseOwnAndLastAdmin(user);
                okta.http().write(Call.post(Okta.path(account) + "/lifecycle/reset_factors"), ask);
                proven = true;
                return "all factors reset";
            }
        };
    }
}
