package dev.cordon.connectors.vendor.aws;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.CredentialReset;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.Passwords;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A random console password that must be changed at the next sign-in. IAM does not say when a password was
/// changed: that it must be changed again is seen, and where it had to be before, IAM's own yes counts.
final class AwsPassword implements CredentialReset {
    private static final String RECEIPT = "password set, request ";

    private final Iam iam;
    private final AwsGuard guard;

    AwsPassword(Iam iam) {
        this.iam = iam;
        this.guard = new AwsGuard(iam);
    }

    @Override
    public Effect resetting(Target.Account account) {
        return new Reset(account);
    }

    private final class Reset implements Effect {
        private final Target.Account account;
        private @Nullable Boolean before;
        private boolean answered;

        Reset(Target.Account account) {
            this.account = account;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String receipt) {
            answered = receipt.startsWith(RECEIPT);
        }

        @Override
        public Look.State look() {
            var must = mustChange(iam.user(account));
            if (before == null) {
                before = must;
            }
            return must && (answered || !before) ? Look.State.CONTAINED : Look.State.FREE;
        }

        @Override
        public String ask(Ask ask) {
            var user = iam.user(account);
            guard.refuse(user);
            var request = iam.write(
                    "UpdateLoginProfile",
                    Map.of(
                            "UserName",
                            Iam.named(user.name()),
                            "Password",
                            Passwords.random(),
                            "PasswordResetRequired",
                            "true"),
                    ask);
            answered = true;
            return RECEIPT + request;
        }
    }

    private boolean mustChange(Principal user) {
        var profile = Iam.found(() -> iam.read("GetLoginProfile", Map.of("UserName", Iam.named(user.name())))
                        .at("LoginProfile"))
                .orElseThrow(() -> new VendorException.Refused(
                        "no-password", "the user has no password; access keys are set inactive by disabling"));
        return "true".equals(profile.text("PasswordResetRequired"));
    }
}
