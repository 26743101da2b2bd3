package dev.cordon.connectors.vendor.google;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.CredentialReset;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.Passwords;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.Map;

/// Sets a random password that must be changed at the next sign-in.
///
/// Google does not say when a password was set. Seen to be done is: the must-change mark, which came in the same call,
/// where it was not there before or Google's 200 was.
final class PasswordReset implements CredentialReset {
    private final Directory directory;
    private final Bystanders bystanders;

    PasswordReset(Directory directory, Bystanders bystanders) {
        this.directory = directory;
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
                return directory.read(account).mustChangePassword() && proven ? Look.State.CONTAINED : Look.State.FREE;
            }

            @Override
            public String ask(Ask ask) {
                var user = directory.read(account);
                bystanders.refuseOwnAndLastAdmin(user);
                var marked = user.mustChangePassword();
                proven = !marked;
                var change = Map.of("password", Passwords.random(), "changePasswordAtNextLogin", true);
                directory.http().write(Call.patch(Directory.path(account), change), ask);
                proven = true;
                return "password set, to be changed at the next sign-in";
            }
        };
    }
}
