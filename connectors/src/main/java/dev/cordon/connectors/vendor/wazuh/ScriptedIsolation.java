package dev.cordon.connectors.vendor.wazuh;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Runs a script of the installation's on one agent.
///
/// Wazuh says that it was sent, and nothing else ever: neither whether the script exists nor what it did. So it is sent
/// once, and always ends unverified.
final class ScriptedIsolation implements HostIsolation {
    private static final Pattern COMMAND = Pattern.compile("!?[0-9A-Za-z][0-9A-Za-z._-]{0,99}");

    private final Wazuh wazuh;
    private final String isolate;
    private final String release;
    private final List<String> spared;

    ScriptedIsolation(Wazuh wazuh, String isolate, String release, List<String> spared) {
        this.wazuh = wazuh;
        this.isolate = isolate;
        this.release = release;
        this.spared = List.copyOf(spared);
    }

    @Override
    public Look.State probe(Target.Host host) {
        Wazuh.id(host);
        throw unseen();
    }

    @Override
    public String apply(Target.Host host, Ask ask) {
        return run(isolate, host, ask);
    }

    @Override
    public String revert(Target.Host host, Ask ask) {
        return run(release, host, ask);
    }

    @Override
    public Effect containing(Target.Host host) {
        return new Once(host, Look.State.CONTAINED);
    }

    @Override
    public Effect releasing(Target.Host host) {
        return new Once(host, Look.State.FREE);
    }

    private static VendorException unseen() {
        return new VendorException.Refused(
                "not-verifiable", "Wazuh does not tell whether a host is isolated; check the host itself");
    }

    private String run(String command, Target.Host host, Ask ask) {
        var id = Wazuh.id(host);
        if (!COMMAND.matcher(command).matches()) {
            throw new VendorException.Misconfigured("the command of the active response is not a plain name");
        }
        var body = Map.of(
                "command",
                command,
                "arguments",
                List.of(),
                "alert",
                Map.of("data", Map.of("cordon_action", ask.actionId())));
        var answer = wazuh.http()
                .write(Call.put("/active-response", body).query(Map.of("agents_list", id)), ask, Answer.class)
                .clean();
        if (answer.items().size() != 1 || !id.equals(answer.items().getFirst().asText())) {
            throw new VendorException.Unavailable("unreadable answer: sent to others than the agent that was meant");
        }
        return "active response sent to agent " + id;
    }

    /// Known to be possible before it is sent, and nothing afterwards.
    private final class Once implements Effect {
        private final Target.Host host;
        private final Look.State goal;
        private boolean sent;

        Once(Target.Host host, Look.State goal) {
            this.host = host;
            this.goal = goal;
        }

        @Override
        public Look.State goal() {
            return goal;
        }

        @Override
        public void resume(String receipt) {
            sent = true;
        }

        /// Before the request the opposite of the goal is assumed: to ask once too often is the lesser harm.
        @Override
        public Look.State look() {
            if (sent) {
                throw unseen();
            }
            var agent = wazuh.agent(host);
            if (goal == Look.State.CONTAINED) {
                guard(agent);
            }
            if (!agent.connected()) {
                throw VendorException.Unavailable.target("the host is offline");
            }
            return goal == Look.State.CONTAINED ? Look.State.FREE : Look.State.CONTAINED;
        }

        @Override
        public String ask(Ask ask) {
            sent = true;
            try {
                return goal == Look.State.CONTAINED ? apply(host, ask) : revert(host, ask);
            } catch (VendorException.Refused | VendorException.Misconfigured e) {
                sent = false;
                throw e;
            }
        }

        private void guard(Agent agent) {
            if (agent.manager()) {
                throw new VendorException.Refused("own-host", "this is the manager itself");
            }
            var name = agent.name();
            if (name != null && spared.stream().anyMatch(name::equalsIgnoreCase)) {
                throw new VendorException.Refused("spared-host", "this host is among those that are never isolated");
            }
        }
    }
}
