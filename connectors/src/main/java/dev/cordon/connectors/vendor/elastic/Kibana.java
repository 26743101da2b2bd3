package dev.cordon.connectors.vendor.elastic;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Access;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.connectors.http.VendorHttp;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Kibana's endpoint API: hosts, and the response actions asked of them. One host per action.
final class Kibana {
    static final String HOSTS = "/api/endpoint/metadata";
    static final String ACTIONS = "/api/endpoint/action";
    private static final String PENDING = "/api/endpoint/action_status";
    /// How far back an action of ours is looked for.
    private static final String HISTORY = "50";

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /// The history spells them otherwise than the paths do.
    enum Command {
        ISOLATE("isolate", "isolate"),
        RELEASE("unisolate", "unisolate"),
        KILL("kill_process", "kill-process"),
        PROCESSES("running_procs", "running-processes"),
        FETCH("get_file", "get-file");

        private final String path;
        private final String word;

        Command(String path, String word) {
            this.path = path;
            this.word = word;
        }
    }

    private final String name;
    private final VendorHttp http;

    Kibana(Vertx vertx, String name, ElasticConfig.Space space) {
        this.name = name;
        this.http = new VendorHttp(vertx, name, space, Kibana::sort, line -> access(space));
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    VendorHttp http() {
        return http;
    }

    static boolean isId(String text) {
        return UUID.matcher(text).matches();
    }

    /// The id of the host's Elastic agent. From a process variable it is foreign text until it looks like one.
    static String agent(Target.Host host) {
        if (!isId(host.id())) {
            throw new VendorException.Refused("target-not-found", "this is no id of an Elastic agent");
        }
        return host.id();
    }

    Endpoint endpoint(Target.Host host) {
        var agent = agent(host);
        var found = http.read(Call.get(HOSTS + "/" + Call.segment(agent)), Endpoint.class);
        if (!agent.equals(found.id())) {
            throw new VendorException.Unavailable("unreadable answer: another host than the one asked for");
        }
        return found;
    }

    /// The host, where it can be reached now: what waits for days acts on another situation.
    Endpoint reachable(Target.Host host) {
        var endpoint = enrolled(host);
        if (endpoint.away()) {
            throw VendorException.Unavailable.target("the host is offline");
        }
        return endpoint;
    }

    Endpoint enrolled(Target.Host host) {
        var endpoint = endpoint(host);
        if (endpoint.unenrolled()) {
            throw new VendorException.Refused("target-not-found", "the host is no longer enrolled");
        }
        return endpoint;
    }

    Pending pending(Target.Host host) {
        var agent = agent(host);
        return http.read(Call.get(PENDING).query(Map.of("agent_ids", agent)), Statuses.class).data().stream()
                .filter(status -> agent.equals(status.agent_id()))
                .map(Status::pending_actions)
                .findFirst()
                .orElseThrow(() -> new VendorException.Unavailable(
                        "unreadable answer: pending actions of another host than the one asked for"));
    }

    /// Sends one action to one host.
    EndpointAction act(Command command, Target.Host host, Map<String, Object> parameters, Ask ask) {
        // a member that is null is refused: what is not needed is left out
        var body = new LinkedHashMap<String, Object>();
        body.put("endpoint_ids", List.of(agent(host)));
        body.put("comment", comment(ask));
        if (!parameters.isEmpty()) {
            body.put("parameters", parameters);
        }
        return http.write(Call.post(ACTIONS + "/" + command.path, body), ask, EndpointAction.Answer.class)
                .ofOnly(agent(host));
    }

    EndpointAction action(String id, Target.Host host) {
        var action = http.read(Call.get(ACTIONS + "/" + Call.segment(id)), EndpointAction.Answer.class)
                .ofOnly(agent(host));
        if (!id.equals(action.id())) {
            throw new VendorException.Unavailable("unreadable answer: another action than the one asked for");
        }
        return action;
    }

    /// An action of this ask's that was sent before, whether or not it was answered.
    Optional<EndpointAction> earlier(Command command, Target.Host host, Ask ask) {
        var query = new LinkedHashMap<String, String>();
        query.put("agentIds", agent(host));
        query.put("commands", command.word);
        query.put("page", "1");
        query.put("pageSize", HISTORY);
        return http.read(Call.get(ACTIONS).query(query), EndpointAction.History.class).data().stream()
                .filter(action -> comment(ask).equals(action.comment()))
                .findFirst();
    }

    /// As [#act], unless it was sent before: for what must not happen twice and leaves no state to be seen.
    EndpointAction actOnce(Command command, Target.Host host, Map<String, Object> parameters, Ask ask) {
        return earlier(command, host, ask).orElseGet(() -> act(command, host, parameters, ask));
    }

    private static String comment(Ask ask) {
        return "cordon " + ask.actionId();
    }

    private static Access access(ElasticConfig.Space space) {
        return call -> {
            var shown = call.with("Authorization", "ApiKey " + space.apiKey().orElse(""))
                    .with("kbn-xsrf", "cordon");
            return space.apiVersion()
                    .map(version -> shown.with("elastic-api-version", version))
                    .orElse(shown);
        };
    }

    private static VendorException sort(HttpAnswer answer) {
        return answer.status() == 403
                ? new VendorException.Misconfigured("a privilege is missing in Kibana, or the licence is too low (403)")
                : Dialect.COMMON.sort(answer);
    }

    record Pending(int isolate, int unisolate) {}

    record Statuses(List<Status> data) {
        Statuses {
            data = data == null ? List.of() : List.copyOf(data);
        }
    }

    record Status(String agent_id, Pending pending_actions) {
        Status {
            if (agent_id == null || pending_actions == null) {
                throw new IllegalArgumentException("no pending actions");
            }
        }
    }
}
