package dev.cordon.connectors.vendor.entra;

import dev.cordon.connectors.capability.AccountDisable;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.Map;

/// `accountEnabled`, and nothing else is sent: a representation sent back as it was read is refused. Refuses sign-in;
/// sessions are ended by [EntraSessions].
final class EntraDisable implements AccountDisable {
    private final Entra entra;
    private final Guards guards;

    EntraDisable(Entra entra) {
        this.entra = entra;
        this.guards = new Guards(entra);
    }

    @Override
    public Look.State probe(Target.Account account) {
        return entra.user(account).state();
    }

    @Override
    public String apply(Target.Account account, Ask ask) {
        var user = entra.user(account);
        guards.refuseReserved(user);
        guards.refuseMastered(user);
        guards.refuseLastAdministrator(user);
        return patch(account, user, false, ask);
    }

    @Override
    public String revert(Target.Account account, Ask ask) {
        return patch(account, entra.user(account), true, ask);
    }

    private String patch(Target.Account account, User user, boolean enabled, Ask ask) {
        try {
            entra.http().write(Call.patch(Entra.path(account), Map.of("accountEnabled", enabled)), ask);
        } catch (VendorException.Refused e) {
            guards.refuseMastered(user);
            throw e;
        }
        return "accountEnabled: %b, was %b".formatted(enabled, user.enabled());
    }
}
