package dev.cordon.connectors.vendor.entra;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.CredentialReset;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.Passwords;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.util.Map;

/// A random password that is kept nowhere: the account's owner needs a new one from the help desk, and must change that
/// at the next sign-in.
final class EntraPassword implements CredentialReset {
    private final Entra entra;
    private final Guards guards;

    EntraPassword(Entra entra) {
        this.entra = entra;
        this.guards = new Guards(entra);
    }

    @Override
    public Effect resetting(Target.Account account) {
        return new Moved(entra, account, user -> User.time(user.passwordFrom())) {
            @Override
            void guard(User user) {
                guards.refuseReserved(user);
                if (user.guest()) {
                    throw new VendorException.Refused("guest-account", "a guest's password is its home directory's");
                }
                if (!entra.directory().passwordWriteback()) {
                    guards.refuseMastered(user);
                }
                guards.refuseLastAdministrator(user);
            }

            @Override
            String send(Target.Account whose, Ask ask) {
                var profile = Map.of("forceChangePasswordNextSignIn", true, "password", Passwords.random());
                entra.http().write(Call.patch(Entra.path(whose), Map.of("passwordProfile", profile)), ask);
                return "password changed";
            }
        };
    }
}
