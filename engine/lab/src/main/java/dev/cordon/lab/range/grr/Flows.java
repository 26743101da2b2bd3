package dev.cordon.lab.range.grr;

import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Machine;
import dev.cordon.lab.range.company.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// What runs on the clients. A client that is offline runs it when it is back.
final class Flows {
    private static final List<String> PLAYED =
            List.of("ListProcesses", "Netstat", "ArtifactCollectorFlow", "CollectFilesByKnownPath");

    private final Ground ground;
    private final Map<String, Flow> flows = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();

    Flows(Ground ground) {
        this.ground = ground;
    }

    private record Flow(String id, String name, Machine machine, String path, Instant at) {}

    Reply start(Machine machine, Request request) {
        var name = request.json().at("/flow/name").asText();
        var type = request.json().at("/flow/args/@type").asText();
        if (!PLAYED.contains(name) || !type.equals("type.googleapis.com/grr." + name + "Args")) {
            return Grr.json(422, Map.of("message", "unknown flow, or other arguments than its own"));
        }
        var path = request.json().at("/flow/args/paths/0").asText();
        var id = Ids.md5(machine.id()
                        + name
                        + number.incrementAndGet()
                        + ground.clock().instant())
                .substring(0, 16)
                .toUpperCase(Locale.ROOT);
        var flow = new Flow(id, name, machine, path, ground.clock().instant());
        flows.put(id, flow);
        if (machine.file(path).isPresent()) {
            machine.fetched(path);
        }
        return Grr.json(200, shown(flow));
    }

    /// @param words the flow's id and what follows
    Reply read(String client, List<String> words, Request request) {
        var flow = flows.get(words.getFirst());
        if (flow == null || !flow.machine.id().equals(client)) {
            return Grr.json(404, Map.of("message", "no such flow"));
        }
        return switch (String.join("/", words.subList(1, words.size()))) {
            case "" -> Grr.json(200, shown(flow));
            case "results" -> page(flow, request.parameter("offset"));
            case "results/files-archive" ->
                file(flow)
                        .map(file -> Reply.bytes("application/zip", zip(file)))
                        .orElseGet(() -> Grr.json(404, Map.of("message", "no files")));
            default -> Grr.json(404, Map.of("message", "no such view of a flow"));
        };
    }

    void forget() {
        flows.clear();
    }

    private Reply page(Flow flow, String offset) {
        var all = done(flow) ? results(flow) : List.<Map<String, Object>>of();
        var from = offset.matches("[0-9]{1,9}") ? Integer.parseInt(offset) : 0;
        var items = all.stream().skip(from).limit(200).toList();
        return Grr.json(200, items.isEmpty() ? Map.of() : Map.of("items", items));
    }

    private List<Map<String, Object>> results(Flow flow) {
        return switch (flow.name) {
            case "ListProcesses" ->
                flow.machine.tasks().stream()
                        .map(task -> payload(Map.of(
                                "pid", task.pid(), "ppid", task.parent(), "name", task.name(), "exe", task.path())))
                        .toList();
            case "Netstat" ->
                List.of(payload(Map.of(
                        "pid", Sample.PID, "state", "ESTABLISHED", "remoteAddress", Map.of("ip", "198.51.100.7"))));
            case "CollectFilesByKnownPath" ->
                List.of(payload(file(flow)
                        .<Map<String, Object>>map(file -> Map.of(
                                "status",
                                "COLLECTED",
                                "hash",
                                Map.of(
                                        "sha256",
                                        Base64.getEncoder()
                                                .encodeToString(HexFormat.of().parseHex(file.sha256())))))
                        .orElseGet(() -> Map.of("status", "NOT_FOUND"))));
            default -> List.of();
        };
    }

    private static Map<String, Object> payload(Map<String, Object> content) {
        return Map.of("payload", content);
    }

    private Optional<Sample.StoredFile> file(Flow flow) {
        return done(flow) ? flow.machine.file(flow.path) : Optional.empty();
    }

    private boolean done(Flow flow) {
        return !flow.machine.offline()
                && Duration.between(flow.at, ground.clock().instant()).compareTo(ground.pending()) >= 0;
    }

    private Map<String, Object> shown(Flow flow) {
        return Map.of(
                "flowId",
                flow.id,
                "clientId",
                flow.machine.id(),
                "name",
                flow.name,
                "creator",
                "simulated",
                "state",
                done(flow) ? "TERMINATED" : "RUNNING");
    }

    private static byte[] zip(Sample.StoredFile file) {
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
}
