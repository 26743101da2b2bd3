package dev.cordon.connectors.vendor.wazuh;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.AccessToken;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.VendorHttp;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The manager: token, answers, and the agent records.
final class Wazuh {
    private static final String SELECT = "id,name,ip,status,lastKeepAlive,os.platform";
    private static final Pattern ID = Pattern.compile("[0-9]{3,10}");

    private final String name;
    private final WazuhConfig.Server config;
    private final VendorHttp http;

    Wazuh(Vertx vertx, String name, WazuhConfig.Server config) {
        this.name = name;
        this.config = config;
        this.http = new VendorHttp(vertx, name, config, Dialect.COMMON, line -> new AccessToken(() -> grant(line)));
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    VendorHttp http() {
        return http;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// A blank list of agents means all of them: nothing but one whole number is ever sent.
    static String id(Target.Host host) {
        if (!isId(host.id())) {
            throw new VendorException.Refused("target-not-found", "this is no id of a Wazuh agent");
        }
        return host.id();
    }

    Answer read(Call call) {
        return http.read(call, Answer.class).clean();
    }

    Answer agents(String field, String value) {
        var query = new LinkedHashMap<String, String>();
        query.put(field, value);
        query.put("select", SELECT);
        query.put("limit", "100");
        return read(Call.get("/agents").query(query));
    }

    Agent agent(Target.Host host) {
        var id = id(host);
        var found = agents("agents_list", id).items(Agent.class);
        if (found.isEmpty()) {
            throw new VendorException.Refused("target-not-found", "Wazuh does not know this agent");
        }
        if (found.size() > 1 || !id.equals(found.getFirst().id())) {
            throw new VendorException.Unavailable("unreadable answer: another agent than the one asked for");
        }
        return found.getFirst();
    }

    /// One page of the agent's last inventory, which is not the present state.
    Answer inventory(String id, String kind, int offset, int limit) {
        return read(Call.get("/syscollector/" + id + "/" + kind)
                .query(Map.of("offset", Integer.toString(offset), "limit", Integer.toString(limit))));
    }

    String version() {
        return http.read(Call.get("/"), JsonNode.class)
                .path("data")
                .path("api_version")
                .asText("unknown");
    }

    private AccessToken.Grant grant(VendorHttp wazuh) {
        var login = config.user().orElse("") + ":" + config.password().orElse("");
        var basic = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        var answer =
                wazuh.grant(Call.post("/security/user/authenticate").with("Authorization", basic), Authenticated.class);
        return new AccessToken.Grant(answer.data.token, config.tokenLife());
    }

    record Authenticated(Token data) {
        Authenticated {
            if (data == null) {
                throw new IllegalArgumentException("no token");
            }
        }
    }

    record Token(String token) {
        Token {
            if (token == null || token.isBlank()) {
                throw new IllegalArgumentException("no token");
            }
        }
    }
}
