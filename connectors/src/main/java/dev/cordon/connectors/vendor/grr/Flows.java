package dev.cordon.connectors.vendor.grr;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What runs on one client on our behalf. A flow carries no id of ours: starting it again makes another one.
final class Flows {
    private static final Pattern ID = Pattern.compile("[0-9A-Fa-f]{4,32}");
    private static final int PAGE = 200;

    private final Grr grr;
    private final Target.Host host;

    Flows(Grr grr, Target.Host host) {
        this.grr = grr;
        this.host = host;
    }

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /// @param arguments without their type, which is named after the flow
    /// @return its id
    String start(String name, Map<String, Object> arguments, Ask ask) {
        var typed = new LinkedHashMap<String, Object>(arguments);
        typed.put("@type", "type.googleapis.com/grr." + name + "Args");
        var body = Map.of("flow", Map.of("name", name, "args", typed));
        return id(grr.write(Call.post(Grr.path(host) + "/flows", body), ask, Flow.class).id);
    }

    State state(String id) {
        var state = grr.read(Call.get(path(id)), Flow.class).state;
        return switch (state == null ? "" : state) {
            case "RUNNING" -> State.RUNNING;
            // it reads like a kill and means success
            case "TERMINATED" -> State.DONE;
            case "ERROR", "CLIENT_CRASHED" -> State.FAILED;
            default -> throw new VendorException.Unavailable("unreadable answer: a flow's state nobody documented");
        };
    }

    /// One page of what a flow found; an empty one is past the end.
    List<JsonNode> results(String id, int offset) {
        var call = Call.get(path(id) + "/results")
                .query(Map.of("offset", Integer.toString(offset), "count", Integer.toString(PAGE)));
        return grr.read(call, Page.class).items;
    }

    Call archive(String id) {
        return Call.get(path(id) + "/results/files-archive");
    }

    /// Asks whoever may grant it, once for each action. Whether it is granted shows when a flow is started.
    void askForApproval(Ask ask) {
        var approvers = grr.server().approvers().orElse(List.of());
        if (approvers.isEmpty()) {
            return;
        }
        var path = "/api/v2/users/me/approvals/client/" + host.id();
        var reason = "Cordon action " + ask.actionId();
        var pending = grr.read(Call.get(path), Page.class).items.stream()
                .anyMatch(approval -> reason.equals(approval.path("reason").asText()));
        if (!pending) {
            var approval = Map.of("reason", reason, "notifiedUsers", approvers);
            grr.write(Call.post(path, Map.of("approval", approval)), ask, JsonNode.class);
        }
    }

    private String path(String id) {
        return Grr.path(host) + "/flows/" + id(id);
    }

    private static String id(@Nullable String id) {
        if (id == null || !ID.matcher(id).matches()) {
            throw new VendorException.Unavailable("unreadable answer: a flow without its id");
        }
        return id;
    }

    record Flow(
            @JsonProperty("flowId") @Nullable String id,
            @Nullable String state) {}

    /// An empty list is left out of the answer altogether.
    record Page(List<JsonNode> items) {
        Page {
            items = items == null ? List.of() : List.copyOf(items);
        }
    }
}
