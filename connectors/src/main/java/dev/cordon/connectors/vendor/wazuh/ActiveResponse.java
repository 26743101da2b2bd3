package dev.cordon.connectors.vendor.wazuh;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Has a script of the installation's run on one agent. Wazuh says that it was sent, and nothing else ever: neither
/// whether the script exists nor what it did.
final class ActiveResponse {
    private static final Pattern COMMAND = Pattern.compile("!?[0-9A-Za-z][0-9A-Za-z._-]{0,99}");

    private final Wazuh wazuh;

    ActiveResponse(Wazuh wazuh) {
        this.wazuh = wazuh;
    }

    /// @param what for the script, which finds it in `alert.data` of its input; foreign text, and nothing
    /// of it becomes a word of a command line here
    String send(String command, Target.Host host, Map<String, Object> what, Ask ask) {
        var id = Wazuh.id(host);
        if (!COMMAND.matcher(command).matches()) {
            throw new VendorException.Misconfigured("the command of the active response is not a plain name");
        }
        var data = new LinkedHashMap<String, Object>(what);
        data.put("cordon_action", ask.actionId());
        var body = Map.of("command", command, "arguments", List.of(), "alert", Map.of("data", data));
        var answer = wazuh.http()
                .write(Call.put("/active-response", body).query(Map.of("agents_list", id)), ask, Answer.class)
                .clean();
        if (answer.items().size() != 1 || !id.equals(answer.items().getFirst().asText())) {
            throw new VendorException.Unavailable("unreadable answer: sent to others than the agent that was meant");
        }
        return "active response sent to agent " + id;
    }

    Agent agent(Target.Host host) {
        return wazuh.agent(host);
    }

    /// Whether it can be sent now.
    void ready(Target.Host host) {
        connected(agent(host));
    }

    static void connected(Agent agent) {
        if (!agent.connected()) {
            throw VendorException.Unavailable.target("the host is offline");
        }
    }

    static void spareManager(Agent agent) {
        if (agent.manager()) {
            throw new VendorException.Refused("own-host", "this is the manager itself");
        }
    }
}
