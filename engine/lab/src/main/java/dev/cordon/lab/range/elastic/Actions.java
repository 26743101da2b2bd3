package dev.cordon.lab.range.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.company.Isolation;
import dev.cordon.lab.range.company.Machine;
import dev.cordon.lab.range.company.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Response actions since the range was started, and what became of them.
final class Actions {
    private static final Map<String, String> COMMANDS = Map.of(
            "isolate", "isolate",
            "unisolate", "unisolate",
            "kill_process", "kill-process",
            "running_procs", "running-processes",
            "get_file", "get-file");

    private final InstantSource clock;
    private final Duration pending;
    private final List<Action> all = new CopyOnWriteArrayList<>();

    Actions(InstantSource clock, Duration pending) {
        this.clock = clock;
        this.pending = pending;
    }

    static boolean plays(String path) {
        return COMMANDS.containsKey(path);
    }

    /// Under the machine's lock.
    Reply begin(String path, Machine machine, JsonNode body) {
        var parameters = body.path("parameters");
        var good = switch (path) {
            case "isolate" -> {
                machine.contain();
                yield true;
            }
            case "unisolate" -> {
                machine.lift();
                yield true;
            }
            case "kill_process" -> machine.kill(parameters.path("pid").asLong());
            case "get_file" ->
                machine.file(parameters.path("path").asText())
                        .map(file -> {
                            machine.fetched(file.path());
                            return true;
                        })
                        .orElse(false);
            default -> true;
        };
        var action = new Action(
                UUID.randomUUID().toString(),
                COMMANDS.getOrDefault(path, path),
                machine,
                body.path("comment").asText(),
                parameters.path("path").asText(),
                good,
                clock.instant());
        all.add(action);
        return Reply.json(200, Map.of("data", action.shown(completed(action))));
    }

    private boolean completed(Action action) {
        var waiting = switch (action.command()) {
            case "isolate" -> action.machine().isolation() == Isolation.ISOLATING;
            case "unisolate" -> action.machine().isolation() == Isolation.RELEASING;
            default -> clock.instant().isBefore(action.started().plus(pending));
        };
        return !waiting && !action.machine().offline();
    }

    static Reply pending(Machine machine) {
        return Reply.json(
                200,
                Map.of(
                        "data",
                        List.of(Map.of(
                                "agent_id",
                                machine.id(),
                                "pending_actions",
                                Map.of(
                                        "isolate",
                                        machine.isolation() == Isolation.ISOLATING ? 1 : 0,
                                        "unisolate",
                                        machine.isolation() == Isolation.RELEASING ? 1 : 0)))));
    }

    Reply history(String agent, List<String> commands) {
        var found = new ArrayList<>(all.stream()
                .filter(action -> agent.isEmpty() || action.machine().id().equals(agent))
                .filter(action -> commands.isEmpty() || commands.contains(action.command()))
                .map(action -> action.shown(completed(action)))
                .toList()
                .reversed());
        return Reply.json(200, Map.of("data", found, "total", found.size(), "page", 1, "pageSize", 50));
    }

    Reply one(String id) {
        return with(id, action -> Reply.json(200, Map.of("data", action.shown(completed(action)))));
    }

    Reply upload(String id, String file) {
        return with(
                id,
                action -> action.fileId().equals(file)
                        ? Reply.json(
                                200,
                                Map.of(
                                        "data",
                                        Map.of(
                                                "id",
                                                file,
                                                "actionId",
                                                id,
                                                "status",
                                                completed(action) ? "READY" : "UPLOADING")))
                        : Elastic.failure(404, "File not found"));
    }

    Reply download(String id, String file) {
        return with(
                id,
                action -> stored(action)
                        .filter(found -> completed(action) && action.fileId().equals(file))
                        .map(found -> Reply.bytes("application/zip", zipped(found)))
                        .orElseGet(() -> Elastic.failure(404, "File not found")));
    }

    private static Optional<Sample.StoredFile> stored(Action action) {
        return action.good() ? action.machine().file(action.path()) : Optional.empty();
    }

    private Reply with(String id, Function<Action, Reply> answer) {
        return all.stream()
                .filter(action -> action.id().equals(id))
                .findFirst()
                .map(answer)
                .orElseGet(() -> Elastic.failure(404, "Action with id '" + id + "' not found."));
    }

    private static byte[] zipped(Sample.StoredFile file) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(file.name()));
            zip.write(file.content());
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    void reset() {
        all.clear();
    }
}
