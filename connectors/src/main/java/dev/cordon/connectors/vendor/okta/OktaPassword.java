package dev.cordon.connectors.vendor.okta;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.CredentialReset;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.Passwords;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sets a random password. `reset_password` would be the other way, but it moves the account to another state, out of
/// which it cannot be suspended.
final class OktaPassword implements CredentialReset {
    private static final String WAS = "password set, was of ";
    private static final String NEVER = "never";
    private static final Pattern TIME = Pattern.compile("[0-9TZ:.+-]{10,40}");

    private final Okta okta;
    private final Bystanders bystanders;

    OktaPassword(Okta okta, Bystanders bystanders) {
        this.okta = okta;
        this.bystanders = bystanders;
    }

    @Override
    public Effect resetting(Target.Account account) {
        return new Resetting(okta, bystanders, account);
    }

    private static final class Resetting implements Effect {
        private final Okta okta;
        private final Bystanders bystanders;
        private final Target.Account account;
        /// When the password that shall go was set; null before the first look.
        private @Nullable String before;

        Resetting(Okta okta, Bystanders bystanders, Target.Account account) {
            this.okta = okta;
            this.bystanders = bystanders;
            this.account = account;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String receipt) {
            if (receipt.startsWith(WAS)) {
                before = receipt.substring(WAS.length());
            }
        }

        @Override
        public Look.State look() {
            var now = changed(okta.read(account));
            if (before == null) {
                before = now;
            }
            return now.equals(before) ? Look.State.FREE : Look.State.CONTAINED;
        }

        @Override
        public String ask(Ask ask) {
            var user = okta.read(account);
            if (user.gone()) {
                throw new VendorException.Refused("account-state", "the account was deactivated and has no password");
            }
            if (!user.ownPassword()) {
                throw new VendorException.Refused(
                        "password-elsewhere", "the account's password is kept in another directory; reset it there");
            }
            bystanders.refuseOwnAndLastAdmin(user);
            before = Objects.requireNonNullElse(before, changed(user));
            var password = Map.of("credentials", Map.of("password", Map.of("value", Passwords.random())));
            // POST changes what it names; PUT would erase the rest of the profile
            okta.http().write(Call.post(Okta.path(account), password), ask);
            return WAS + before;
        }

        private static String changed(OktaUser user) {
            var time = user.passwordChanged();
            if (time != null && !TIME.matcher(time).matches()) {
                throw new VendorException.Unavailable("unreadable answer: a password of no time");
            }
            return Objects.requireNonNullElse(time, NEVER);
        }
    }
}
