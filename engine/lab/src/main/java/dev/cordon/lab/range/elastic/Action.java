package dev.cordon.lab.range.elastic;

import dev.cordon.lab.range.company.Machine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One response action.
///
/// @param path of the file it is about; empty where it is about none
/// @param good whether it goes well once the machine has heard it
record Action(String id, String command, Machine machine, String comment, String path, boolean good, Instant started) {

    /// For Elastic's own agents: both ids, joined by a dot.
    String fileId() {
        return id + "." + machine.id();
    }

    Map<String, Object> shown(boolean completed) {
        var agent = machine.id();
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("id", id);
        shown.put("agents", List.of(agent));
        shown.put("agentType", "endpoint");
        shown.put("command", command);
        shown.put("comment", comment);
        shown.put("startedAt", started.toString());
        shown.put("completedAt", null);
        shown.put("isCompleted", completed);
        shown.put("wasSuccessful", completed && good);
        shown.put("isExpired", false);
        shown.put("status", completed ? good ? "successful" : "failed" : "pending");
        shown.put("createdBy", "cordon");
        shown.put(
                "outputs", completed && good ? Map.of(agent, Map.of("type", "json", "content", content())) : Map.of());
        return java.util.Collections.unmodifiableMap(shown);
    }

    private Map<String, Object> content() {
        return switch (command) {
            case "running-processes" ->
                Map.of(
                        "entries",
                        machine.tasks().stream()
                                .map(task -> Map.of(
                                        "pid",
                                        Long.toString(task.pid()),
                                        "entity_id",
                                        "entity-" + task.pid(),
                                        "command",
                                        task.path().isEmpty() ? task.name() : task.path(),
                                        "user",
                                        task.user()))
                                .toList());
            case "get-file" ->
                Map.of(
                        "contents",
                        machine.file(path).stream()
                                .map(file -> Map.of(
                                        "sha256", file.sha256(), "size", file.content().length, "path", file.name()))
                                .toList());
            default -> Map.of("code", "ra_" + command + "_success");
        };
    }
}
