package dev.cordon.connectors.vendor.google;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.SessionRevocation;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Signs out everywhere, then takes away what survives that: apps' tokens and app passwords.
///
/// Google lists an account's sessions to nobody: its answer to the sign-out is all there is to go by. Tokens and app
/// passwords are listed.
final class SignOut implements SessionRevocation {
    private final Directory directory;
    private final Bystanders bystanders;

    SignOut(Directory directory, Bystanders bystanders) {
        this.directory = directory;
        this.bystanders = bystanders;
    }

    @Override
    public Effect revoking(Target.Account account) {
        return new Revocation(directory, bystanders, account);
    }

    private static final class Revocation implements Effect {
        private final Directory directory;
        private final Bystanders bystanders;
        private final Target.Account account;
        private boolean signedOut;

        Revocation(Directory directory, Bystanders bystanders, Target.Account account) {
            this.directory = directory;
            this.bystanders = bystanders;
            this.account = account;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String receipt) {
            signedOut = !receipt.isBlank();
        }

        @Override
        public Look.State look() {
            var left = !listed("/tokens").isEmpty() || !listed("/asps").isEmpty();
            return signedOut && !left ? Look.State.CONTAINED : Look.State.FREE;
        }

        @Override
        public String ask(Ask ask) {
            var user = directory.read(account);
            bystanders.refuseOwn(user);
            signOut(user, ask);
            signedOut = true;
            var tokens = listed("/tokens");
            tokens.forEach(client -> remove("/tokens/" + Call.segment(client), ask));
            var passwords = listed("/asps");
            passwords.forEach(code -> remove("/asps/" + Call.segment(code), ask));
            return "signed out, %d tokens and %d app passwords removed".formatted(tokens.size(), passwords.size());
        }

        private void signOut(GoogleUser user, Ask ask) {
            try {
                directory.http().write(Call.post(Directory.path(account) + "/signOut"), ask);
            } catch (VendorException.Conflict e) {
                // a suspended account was signed out by its suspension
                if (!user.isSuspended()) {
                    throw e;
                }
            }
        }

        private void remove(String what, Ask ask) {
            try {
                directory.http().write(Call.delete(Directory.path(account) + what), ask);
            } catch (VendorException.Refused gone) {
                // 404: nothing left to remove; the next look says whether that is so
            }
        }

        private List<String> listed(String what) {
            return directory
                    .http()
                    .read(Call.get(Directory.path(account) + what), Listed.class)
                    .keys();
        }
    }

    private record Listed(@Nullable List<Item> items) {
        List<String> keys() {
            return items == null ? List.of() : items.stream().map(Item::key).toList();
        }
    }

    /// @param clientId of a token
    /// @param codeId of an app password
    private record Item(@Nullable String clientId, @Nullable Long codeId) {
        String key() {
            return Stream.of(clientId == null ? "" : clientId, codeId == null ? "" : codeId.toString())
                    .filter(key -> !key.isBlank())
                    .findFirst()
                    .orElseThrow(
                            () -> new VendorException.Unavailable("unreadable answer: a token that cannot be named"));
        }
    }
}
