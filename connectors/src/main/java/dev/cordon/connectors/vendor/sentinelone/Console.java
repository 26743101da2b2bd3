package dev.cordon.connectors.vendor.sentinelone;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Access;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.connectors.http.VendorHttp;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.regex.Pattern;

/// The tenant's console: its key, its errors, and the agent record that everything rests on.
final class Console {
    private static final String API = "/web/api/v2.1";
    private static final Pattern ID = Pattern.compile("[0-9]{1,20}");

    private final String name;
    private final VendorHttp http;

    Console(Vertx vertx, String name, SentinelOneConfig.Console config) {
        this.name = name;
        // not Bearer
        var key = "ApiToken " + config.token().orElse("");
        this.http = new VendorHttp(vertx, name, config, Console::sort, line -> Access.header("Authorization", key));
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    VendorHttp http() {
        return http;
    }

    static Call post(String path, Object body) {
        return Call.post(API + path, body);
    }

    static Call delete(String path, Object body) {
        return Call.delete(API + path, body);
    }

    static Call get(String path) {
        return Call.get(API + path);
    }

    Page list(String path, Map<String, String> query) {
        return http.read(get(path).query(query), Page.class);
    }

    /// An id from a process variable is foreign text until it looks like one. An empty one in a filter would mean
    /// everybody.
    static String id(Target.Host host) {
        if (!isId(host.id())) {
            throw new VendorException.Refused("target-not-found", "this is no id of a SentinelOne agent");
        }
        return host.id();
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    Agent agent(Target.Host host) {
        var id = id(host);
        var found = list("/agents", Map.of("ids", id)).rows(Agent.class);
        if (found.isEmpty()) {
            throw new VendorException.Refused("target-not-found", "SentinelOne does not know this host");
        }
        var agent = found.getFirst();
        if (found.size() > 1 || !id.equals(agent.id())) {
            throw new VendorException.Unavailable("unreadable answer: another agent than the one asked for");
        }
        if (agent.gone()) {
            throw new VendorException.Refused("target-not-found", "this agent was taken off its host");
        }
        return agent;
    }

    private static VendorException sort(HttpAnswer answer) {
        return answer.status() == 410
                ? new VendorException.Refused("purged", "SentinelOne has thrown it away already (410)")
                : Dialect.COMMON.sort(answer);
    }
}
