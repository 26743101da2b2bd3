package dev.cordon.connectors.vendor.sentinelone;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs one of the tenant's own scripts on one agent. The task's description carries the action, so that a request
/// without an answer is found again instead of being sent twice.
final class Tasks {
    private static final Pattern RECEIPT = Pattern.compile("task ([0-9A-Za-z-]{1,64})");

    private final Console console;

    Tasks(Console console) {
        this.console = console;
    }

    /// Unless it was asked for already.
    ///
    /// @return the receipt
    String run(Target.Host host, String script, String input, int seconds, Ask ask) {
        var earlier = of(ask.actionId(), host).map(Task::parent);
        return "task " + earlier.orElseGet(() -> execute(host, script, input, seconds, ask));
    }

    private String execute(Target.Host host, String script, String input, int seconds, Ask ask) {
        var data = Map.of(
                "scriptId",
                script,
                "taskDescription",
                description(ask.actionId()),
                "outputDestination",
                "SentinelCloud",
                "inputParams",
                input,
                "scriptRuntimeTimeoutSeconds",
                seconds,
                "requiresApproval",
                false);
        var body = Map.of("filter", Map.of("ids", List.of(Console.id(host))), "data", data);
        var answer = console.http().write(Console.post("/remote-scripts/execute", body), ask, Page.class);
        answer.affectedOne();
        var task = answer.content().path("parentTaskId").asText("");
        if (!RECEIPT.matcher("task " + task).matches()) {
            throw new VendorException.Unavailable("unreadable answer: a script without a task");
        }
        return task;
    }

    /// By the receipt of the request.
    Optional<Task> by(String receipt, Target.Host host) {
        var matcher = RECEIPT.matcher(receipt);
        if (!matcher.matches()) {
            throw new VendorException.Unavailable("this is no receipt of a script");
        }
        var parent = matcher.group(1);
        // snake case, here alone
        return rows(Map.of("parent_task_id", parent), host)
                .filter(task -> parent.equals(task.parentTaskId()))
                .findFirst();
    }

    /// By the action that asked for it.
    Optional<Task> of(String action, Target.Host host) {
        var description = description(action);
        return rows(Map.of("description__contains", description), host)
                .filter(task -> description.equals(task.description()))
                .findFirst();
    }

    private Stream<Task> rows(Map<String, String> query, Target.Host host) {
        var agent = Console.id(host);
        return console.list("/remote-scripts/status", query).rows(Task.class).stream()
                .filter(task -> agent.equals(task.agentId()));
    }

    private static String description(String action) {
        return "Cordon action " + action;
    }

    record Task(
            @Nullable String id,
            @Nullable String parentTaskId,
            @Nullable String agentId,
            @Nullable String description,
            @Nullable String status) {

        String parent() {
            return parentTaskId == null ? "" : parentTaskId;
        }

        /// @throws VendorException.Refused it did not end well
        Look.State state() {
            return switch (status == null ? "" : status.toLowerCase(Locale.ROOT)) {
                case "created", "pending", "pending_user_action", "scheduled", "in_progress", "partially_completed" ->
                    Look.State.CONTAINING;
                case "completed" -> Look.State.CONTAINED;
                case "failed", "canceled", "cancelled", "expired" ->
                    throw new VendorException.Refused("script-failed", "the script did not end well on the host");
                default -> throw new VendorException.Unavailable("unreadable answer: a task status nobody knows");
            };
        }
    }
}
