package dev.cordon.connectors.vendor.okta;

import dev.cordon.connectors.capability.AccountDisable;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;

/// Suspends, which keeps groups and apps. Never deactivates: that takes them away for good.
final class OktaSuspension implements AccountDisable {
    private final Okta okta;
    private final Bystanders bystanders;

    OktaSuspension(Okta okta, Bystanders bystanders) {
        this.okta = okta;
        this.bystanders = bystanders;
    }

    @Override
    public Look.State probe(Target.Account account) {
        return okta.read(account).state();
    }

    @Override
    public String apply(Target.Account account, Ask ask) {
        var user = okta.read(account);
        if (!user.active() && user.state() == Look.State.FREE) {
            throw new VendorException.Refused(
                    "account-state", "Okta suspends only active accounts, and this one is " + user.status());
        }
        bystanders.refuseOwnAndLastAdmin(user);
        return change(account, "suspend", user, ask);
    }

    @Override
    public String revert(Target.Account account, Ask ask) {
        var user = okta.read(account);
        if (user.gone()) {
            throw new VendorException.Refused("account-state", "the account was deactivated, which is not undone here");
        }
        return change(account, "unsuspend", user, ask);
    }

    private String change(Target.Account account, String name, OktaUser user, Ask ask) {
        // only a documented status goes into a receipt
        user.state();
        okta.http().write(Call.post(Okta.path(account) + "/lifecycle/" + name), ask);
        return "%s, was %s".formatted(name, user.status());
    }
}
