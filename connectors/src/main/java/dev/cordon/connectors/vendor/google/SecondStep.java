package dev.cordon.connectors.vendor.google;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.MfaReset;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;

/// Turns 2-Step Verification off, which removes every second step that was registered.
final class SecondStep implements MfaReset {
    private final Directory directory;
    private final Bystanders bystanders;

    SecondStep(Directory directory, Bystanders bystanders) {
        this.directory = directory;
        this.bystanders = bystanders;
    }

    @Override
    public Effect resetting(Target.Account account) {
        return new Effect() {
            @Override
            public Look.State goal() {
                return Look.State.CONTAINED;
            }

            @Override
            public Look.State look() {
                return directory.read(account).hasSecondStep() ? Look.State.FREE : Look.State.CONTAINED;
            }

            @Override
            public String ask(Ask ask) {
                var user = directory.read(account);
                bystanders.refuseOwnAndLastAdmin(user);
                if (user.needsSecondStep()) {
                    throw new VendorException.Refused(
                            "mfa-enforced", "Google does not turn off a second step that is enforced for the account");
                }
                directory.http().write(Call.post(Directory.path(account) + "/twoStepVerification/turnOff"), ask);
                return "second step turned off";
            }
        };
    }
}
