package dev.cordon.connectors.vendor.aws;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.MfaReset;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Takes a user's second factors away. Until they enrol one again, the password is enough: disable first.
final class AwsMfa implements MfaReset {
    private static final Pattern SERIAL = Pattern.compile("[A-Za-z0-9_+=/:,.@-]{9,256}");

    private final Iam iam;
    private final AwsGuard guard;

    AwsMfa(Iam iam) {
        this.iam = iam;
        this.guard = new AwsGuard(iam);
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
                return devices(iam.user(account)).isEmpty() ? Look.State.CONTAINED : Look.State.FREE;
            }

            @Override
            public String ask(Ask ask) {
                return removed(iam.user(account), ask);
            }
        };
    }

    private String removed(Principal user, Ask ask) {
        guard.refuse(user);
        var devices = devices(user);
        for (var device : devices) {
            try {
                iam.write(
                        "DeactivateMFADevice", Map.of("UserName", Iam.named(user.name()), "SerialNumber", device), ask);
            } catch (VendorException.Refused gone) {
                // 404: the next look says whether nothing is left
            }
        }
        return "second factors deactivated: %d".formatted(devices.size());
    }

    private List<String> devices(Principal user) {
        var devices =
                iam
                        .list("ListMFADevices", Map.of("UserName", Iam.named(user.name())), "MFADevices", all -> true)
                        .stream()
                        .map(device -> device.text("SerialNumber"))
                        .toList();
        if (!devices.stream().allMatch(serial -> SERIAL.matcher(serial).matches())) {
            throw new VendorException.Unavailable("unreadable answer: a second factor with an odd serial number");
        }
        return devices;
    }
}
