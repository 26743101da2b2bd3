package dev.cordon.connectors.vendor.duo;

import dev.cordon.connectors.capability.AccountDisable;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.Map;

/// `status`: blocks new sign-ins to what Duo protects. Never sets `bypass`, which would let in without a second factor;
/// an account that had it is active after a release.
final class DuoDisable implements AccountDisable {
    private final Duo duo;

    DuoDisable(Duo duo) {
        this.duo = duo;
    }

    @Override
    public Look.State probe(Target.Account account) {
        return duo.user(account).state();
    }

    @Override
    public String apply(Target.Account account, Ask ask) {
        var user = duo.user(account);
        duo.refuseSpared(user);
        return change(account, "disabled", user, ask);
    }

    @Override
    public String revert(Target.Account account, Ask ask) {
        return change(account, "active", duo.user(account), ask);
    }

    private String change(Target.Account account, String status, DuoUser user, Ask ask) {
        // only a documented status goes into a receipt
        user.state();
        duo.write(Call.post(Duo.path(account), Map.of("status", status)), ask);
        return "status: %s, was %s".formatted(status, user.spelled());
    }
}
