package dev.cordon.connectors.vendor.ldap;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.CredentialReset;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.Passwords;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A random password. Seen to be done when the time of the last change has moved, on the server that changed it.
final class LdapPassword implements CredentialReset {
    private static final Pattern RECEIPT = Pattern.compile("password before: ([^ ]+) on ([^ ]+)");

    private final Directory directory;

    LdapPassword(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Effect resetting(Target.Account account) {
        return new Reset(account);
    }

    private final class Reset implements Effect {
        private final Target.Account account;
        private @Nullable String before;
        private @Nullable String beforeAt;

        Reset(Target.Account account) {
            this.account = account;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String receipt) {
            var known = RECEIPT.matcher(receipt);
            if (known.matches()) {
                before = known.group(1);
                beforeAt = known.group(2);
                directory.changedAt(account, known.group(2));
            }
        }

        @Override
        public Look.State look() {
            var found = directory.read(account);
            var now = directory.dialect().passwordChanged(found.entry());
            // another server may not have heard of an earlier change: its time is no sign
            if (before == null || !found.at().toString().equals(beforeAt)) {
                before = now;
                beforeAt = found.at().toString();
            }
            return now.equals(before) ? Look.State.FREE : Look.State.CONTAINED;
        }

        @Override
        public String ask(Ask ask) {
            var found = directory.read(account);
            directory.dialect().refuseGuarded(found.entry());
            before = directory.dialect().passwordChanged(found.entry());
            beforeAt = found.at().toString();
            directory.write(account, found, ask, directory.dialect().resetting(found.entry(), Passwords.random()));
            return "password before: %s on %s".formatted(before, beforeAt);
        }
    }
}
