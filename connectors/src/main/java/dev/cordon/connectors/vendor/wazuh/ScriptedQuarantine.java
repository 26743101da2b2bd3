package dev.cordon.connectors.vendor.wazuh;

import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.FileQuarantine;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.LinkedHashMap;
import java.util.Map;

/// Puts one file away by a script of the installation's, which gets its path and, where it is known, its SHA-256.
final class ScriptedQuarantine implements FileQuarantine {
    private final ActiveResponse response;
    private final String command;

    ScriptedQuarantine(Wazuh wazuh, String command) {
        this.response = new ActiveResponse(wazuh);
        this.command = command;
    }

    @Override
    public Effect quarantining(Target.HostFile file) {
        var what = new LinkedHashMap<String, Object>(Map.of("cordon_path", file.path()));
        if (file.sha256() != null) {
            what.put("cordon_sha256", file.sha256());
        }
        var host = file.host();
        return new Once(Look.State.CONTAINED, () -> possible(host), ask -> response.send(command, host, what, ask));
    }

    private void possible(Target.Host host) {
        var agent = response.agent(host);
        ActiveResponse.spareManager(agent);
        ActiveResponse.connected(agent);
    }
}
