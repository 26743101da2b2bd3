package dev.cordon.connectors.vendor.google;

import dev.cordon.connectors.capability.AccountDisable;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.Map;

/// `suspended`, and nothing else. Resets the browsers' cookies by itself; what apps hold is ended by [SignOut].
final class Suspension implements AccountDisable {
    private final Directory directory;
    private final Bystanders bystanders;

    Suspension(Directory directory, Bystanders bystanders) {
        this.directory = directory;
        this.bystanders = bystanders;
    }

    @Override
    public Look.State probe(Target.Account account) {
        return directory.read(account).state();
    }

    @Override
    public String apply(Target.Account account, Ask ask) {
        var user = directory.read(account);
        bystanders.refuseOwnAndLastAdmin(user);
        return change(account, true, user, ask);
    }

    @Override
    public String revert(Target.Account account, Ask ask) {
        return change(account, false, directory.read(account), ask);
    }

    private String change(Target.Account account, boolean suspended, GoogleUser user, Ask ask) {
        directory.http().write(Call.patch(Directory.path(account), Map.of("suspended", suspended)), ask);
        return "suspended: %b, was %b".formatted(suspended, user.isSuspended());
    }
}
