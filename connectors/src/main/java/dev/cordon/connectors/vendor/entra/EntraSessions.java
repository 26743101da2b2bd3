package dev.cordon.connectors.vendor.entra;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.SessionRevocation;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Json;
import dev.cordon.contract.Target;
import org.jspecify.annotations.Nullable;

/// Refresh tokens and browser sessions. Access tokens that are about stay good until they end, an hour at most as a
/// rule.
final class EntraSessions implements SessionRevocation {
    private final Entra entra;
    private final Guards guards;

    EntraSessions(Entra entra) {
        this.entra = entra;
        this.guards = new Guards(entra);
    }

    @Override
    public Effect revoking(Target.Account account) {
        return new Moved(entra, account, user -> User.time(user.sessionsFrom())) {
            @Override
            void guard(User user) {
                guards.refuseReserved(user);
                if (user.guest()) {
                    throw new VendorException.Refused("guest-account", "a guest's sessions are its home directory's");
                }
            }

            @Override
            String send(Target.Account whose, Ask ask) {
                var answer = entra.http().write(Call.post(Entra.path(whose) + "/revokeSignInSessions"), ask);
                if (answer.body().length() > 0 && Boolean.FALSE.equals(Json.read(answer.body(), Revoked.class).done)) {
                    throw new VendorException.Unavailable("unreadable answer: neither revoked nor refused");
                }
                return "revoked";
            }
        };
    }

    private record Revoked(@JsonProperty("value") @Nullable Boolean done) {}
}
