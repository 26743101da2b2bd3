package dev.cordon.lab.range.sentinelone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.company.Machine;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Two scripts of the tenant's library: one ends a process, one collects.
final class Scripts {
    static final String KILL = "1000000000000000001";
    static final String TRIAGE = "1000000000000000002";
    private static final Pattern INPUT = Pattern.compile("-ProcessId ([0-9]{1,10}) -Image ([0-9A-Za-z._-]+)");

    private final Console console;
    private final URI url;
    private final Duration delay;
    private final AtomicLong numbers = new AtomicLong(3_000_000_000_000_000_000L);
    private final Map<String, Task> tasks = new ConcurrentHashMap<>();

    Scripts(Console console, URI url, Duration delay) {
        this.console = console;
        this.url = url;
        this.delay = delay;
    }

    private record Task(
            String id,
            String parent,
            String script,
            String input,
            String description,
            Machine machine,
            Instant asked) {}

    Reply execute(Request request) {
        var body = request.json();
        var ids = body.path("filter").path("ids");
        var machine = ids.size() == 1 ? console.machine(ids.get(0).asText()) : null;
        var script = body.path("data").path("scriptId").asText();
        return console.change(request, script.equals(KILL) ? "kill-script" : "run-script", machine, same -> {
            if (!script.equals(KILL) && !script.equals(TRIAGE)) {
                return Console.failure(400, "no such script");
            }
            return Console.data(
                    Map.of("affected", 1, "parentTaskId", begin(script, body.path("data"), same), "pending", false));
        });
    }

    private String begin(String script, JsonNode data, Machine machine) {
        var number = numbers.addAndGet(2);
        var task = new Task(
                Long.toString(number + 1),
                Long.toString(number),
                script,
                data.path("inputParams").asText(),
                data.path("taskDescription").asText(),
                machine,
                console.stage().clock().instant());
        tasks.put(task.parent(), task);
        var input = INPUT.matcher(task.input());
        if (script.equals(KILL) && input.matches()) {
            var pid = Long.parseLong(input.group(1));
            if (machine.tasks().stream()
                    .anyMatch(one -> one.pid() == pid && one.name().equalsIgnoreCase(input.group(2)))) {
                machine.kill(pid);
            }
        }
        return task.parent();
    }

    Reply status(Request request) {
        var parent = request.parameter("parent_task_id");
        var description = request.parameter("description__contains");
        return Console.page(tasks.values().stream()
                .filter(task -> parent.isEmpty() || task.parent().equals(parent))
                .filter(task -> task.description().contains(description))
                .map(this::shown)
                .toList());
    }

    private Map<String, Object> shown(Task task) {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", task.id());
        row.put("parentTaskId", task.parent());
        row.put("agentId", task.machine().id());
        row.put("description", task.description());
        row.put("status", status(task));
        return row;
    }

    private String status(Task task) {
        if (task.machine().offline()
                || console.stage().clock().instant().isBefore(task.asked().plus(delay))) {
            return "pending";
        }
        return task.script().equals(KILL) && !INPUT.matcher(task.input()).matches() ? "failed" : "completed";
    }

    Reply links(Request request) {
        return Console.data(Map.of(
                "download_links",
                task(request.json().path("data").path("taskIds").path(0).asText())
                        .map(task -> List.of(Map.of(
                                "taskId",
                                task.id(),
                                "fileName",
                                "result.zip",
                                "downloadUrl",
                                url + "/results/" + task.id() + ".zip")))
                        .orElse(List.of())));
    }

    /// A link that carries its own permission: no key is asked for.
    Reply download(Request request) {
        return task(request.path().replaceAll("[^0-9]", ""))
                .map(task -> Reply.bytes("application/zip", Zip.of("processes.txt", listed(task.machine()))))
                .orElseGet(() -> Console.failure(404, "Not found"));
    }

    private Optional<Task> task(String id) {
        return tasks.values().stream().filter(task -> task.id().equals(id)).findFirst();
    }

    private static byte[] listed(Machine machine) {
        return machine.tasks().stream()
                .map(task -> task.pid() + " " + task.name())
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    void reset() {
        tasks.clear();
    }
}
