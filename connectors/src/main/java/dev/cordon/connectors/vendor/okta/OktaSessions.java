package dev.cordon.connectors.vendor.okta;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.SessionRevocation;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;

/// Ends Okta's own sessions, and with them the OAuth tokens, which without a word would live on.
///
/// Okta lists an account's sessions to nobody. Its 204 is all there is to go by: without one nothing is taken for done.
final class OktaSessions implements SessionRevocation {
    private final Okta okta;
    private final Bystanders bystanders;

    OktaSessions(Okta okta, Bystanders bystanders) {
        this.okta = okta;
        this.bystanders = bystanders;
    }

    @Override
    public Effect revoking(Target.Account account) {
        return new Effect() {
            private boolean ended;

            @Override
            public Look.State goal() {
                return Look.State.CONTAINED;
            }

            @Override
            public void resume(String receipt) {
                ended = !receipt.isBlank();
            }

            @Override
            public Look.State look() {
                okta.read(account);
                return ended ? Look.State.CONTAINED : Look.State.FREE;
            }

            @Override
            public String ask(Ask ask) {
                bystanders.refuseOwn(okta.read(account));
                okta.http()
                        .write(Call.delete(Okta.path(account) + "/sessions?oauthTokens=true&forgetDevices=true"), ask);
                ended = true;
                return "sessions and OAuth tokens revoked, devices forgotten";
            }
        };
    }
}
