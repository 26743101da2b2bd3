package dev.cordon.connectors.vendor.wazuh;

import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.Map;
import java.util.regex.Pattern;

/// Ends one process by a script of the installation's, which gets its number and its program.
final class ScriptedKill implements ProcessKill {
    private static final Pattern IMAGE = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N} ._()-]{0,127}");

    private final ActiveResponse response;
    private final String command;

    ScriptedKill(Wazuh wazuh, String command) {
        this.response = new ActiveResponse(wazuh);
        this.command = command;
    }

    @Override
    public Effect killing(Target.HostProcess process) {
        var what = Map.<String, Object>of("cordon_pid", Long.toString(process.pid()), "cordon_image", image(process));
        var host = process.host();
        return new Once(Look.State.CONTAINED, () -> possible(host), ask -> response.send(command, host, what, ask));
    }

    private void possible(Target.Host host) {
        var agent = response.agent(host);
        ActiveResponse.spareManager(agent);
        ActiveResponse.connected(agent);
    }

    private static String image(Target.HostProcess process) {
        var image = process.program();
        if (!IMAGE.matcher(image).matches()) {
            throw new VendorException.Refused(
                    "image-needed", "without a plain program name the number may be another process by then");
        }
        return image;
    }
}
