package dev.cordon.lab.range.crowdstrike;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Stage.Result;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Machine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// `/real-time-response/`: a shell on a machine. What it does there is slow and is asked after.
final class RealTimeResponse {
    private static final String ROOT = "/real-time-response/entities/";
    private static final int CHUNK = 2048;

    private final Stage stage;
    private final Door door;
    private final Fleet fleet;
    private final Duration slowness;
    /// One per machine: the same caller gets the session that is there.
    private final Map<String, Session> byHost = new ConcurrentHashMap<>();

    RealTimeResponse(Stage stage, Door door, Fleet fleet, Duration slowness) {
        this.stage = stage;
        this.door = door;
        this.fleet = fleet;
        this.slowness = slowness;
    }

    void reset() {
        byHost.clear();
    }

    Optional<Reply> handle(Request request) {
        if (!request.path().startsWith(ROOT)) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (request.method() + " " + request.path().substring(ROOT.length())) {
                    case "POST sessions/v1" -> open(request, "session");
                    case "POST refresh-session/v1" -> open(request, "session-refresh");
                    case "DELETE sessions/v1" -> delete(request);
                    case "POST command/v1" -> command(request, true);
                    case "POST active-responder-command/v1" -> command(request, false);
                    case "GET command/v1", "GET active-responder-command/v1" ->
                        reading(request, "command-result", () -> result(request));
                    case "GET file/v2" -> reading(request, "files", () -> files(request));
                    case "DELETE file/v2" -> deleteFile(request);
                    case "GET extracted-file-contents/v1" -> reading(request, "download", () -> download(request));
                    default -> null;
                });
    }

    private Reply reading(Request request, String operation, Supplier<Reply> answer) {
        return stage.read(
                operation,
                request.parameter("session_id"),
                () -> door.refusal(request)
                        .map(refused -> Envelope.failure(refused.code(), String.valueOf(refused.error())))
                        .orElseGet(answer));
    }

    private Reply changing(
            Request request, String operation, Optional<Machine> host, Function<Machine, Result> effect, int status) {
        Stage.Subject subject = host.isPresent() ? host.get() : new Unknown("");
        return stage.change(
                request,
                operation,
                List.of(subject),
                seen -> door.refusal(request)
                        .orElseGet(() -> seen instanceof Machine known
                                ? effect.apply(known)
                                : new Result(404, null, "no such device or session")),
                results -> status == 204 && results.getFirst().error() == null
                        ? Reply.none(204)
                        : Envelope.mixed(status, results));
    }

    private Reply open(Request request, String operation) {
        return changing(
                request,
                operation,
                fleet.byId(request.json().path("device_id").asText()),
                host -> {
                    if (host.offline()) {
                        return new Result(40401, null, "Could not establish sensor comms");
                    }
                    var now = stage.clock().instant();
                    var existing = byHost.get(host.id());
                    var session = existing != null && existing.alive(now) ? existing : new Session(host, now);
                    session.touch(now);
                    byHost.put(host.id(), session);
                    return new Result(201, described(session, existing == session), null);
                },
                201);
    }

    private static Map<String, Object> described(Session session, boolean existing) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("session_id", session.id);
        shown.put("created_at", session.created.toString());
        shown.put("offline_queued", false);
        shown.put("existing_aid_sessions", existing ? 1 : 0);
        shown.put("scripts", List.of());
        shown.put("pwd", "C:\\");
        return shown;
    }

    private Reply delete(Request request) {
        var session = session(request.parameter("session_id"));
        return changing(
                request,
                "session-delete",
                session.map(found -> found.host),
                host -> {
                    byHost.remove(host.id());
                    return new Result(204, null, null);
                },
                204);
    }

    private Reply command(Request request, boolean readOnly) {
        var body = request.json();
        var session = session(body.path("session_id").asText());
        var base = body.path("base_command").asText();
        var words = Shell.words(body.path("command_string").asText());
        return changing(
                request,
                "command",
                session.map(found -> found.host),
                host -> {
                    if (words.isEmpty() || !words.getFirst().equals(base)) {
                        return new Result(40012, null, "command_string must begin with base_command");
                    }
                    if (!Shell.takes(base, readOnly)) {
                        return new Result(40006, null, "Command not found or not allowed here: " + base);
                    }
                    if (host.offline()) {
                        return new Result(40401, null, "Could not establish sensor comms");
                    }
                    var now = stage.clock().instant();
                    var open = session.orElseThrow();
                    open.touch(now);
                    var command = open.run(words, now.plus(slowness));
                    return new Result(
                            201,
                            Map.of(
                                    "cloud_request_id",
                                    command.id(),
                                    "session_id",
                                    open.id,
                                    "queued_command_offline",
                                    false),
                            null);
                },
                201);
    }

    private Reply result(Request request) {
        var id = request.parameter("cloud_request_id");
        if (!request.parameter("sequence_id").matches("\\d{1,6}")) {
            return Envelope.failure(400, "sequence_id is required");
        }
        var sequence = Integer.parseInt(request.parameter("sequence_id"));
        for (var session : byHost.values()) {
            var command = session.commands.get(id);
            if (command != null && session.alive(stage.clock().instant())) {
                return Envelope.of(200, List.of(chunk(session, command, sequence)));
            }
        }
        return Envelope.failure(404, "no such command");
    }

    /// A chunk behind the last one is empty, and that is how one knows.
    private Map<String, Object> chunk(Session session, Session.Command command, int sequence) {
        var complete = !stage.clock().instant().isBefore(command.done());
        var output = command.output().stdout();
        var from = Math.min(output.length(), Math.max(0, sequence) * CHUNK);
        var shown = new LinkedHashMap<String, Object>();
        shown.put("complete", complete);
        shown.put("stdout", complete ? output.substring(from, Math.min(output.length(), from + CHUNK)) : "");
        shown.put("stderr", complete && sequence == 0 ? command.output().stderr() : "");
        shown.put("sequence_id", sequence);
        shown.put("task_id", command.id());
        shown.put("base_command", command.base());
        shown.put("session_id", session.id);
        return shown;
    }

    private Reply files(Request request) {
        var now = stage.clock().instant();
        return session(request.parameter("session_id"))
                .map(session -> Envelope.of(
                        200,
                        session.files.values().stream()
                                .map(file -> file.entry(session.id, now))
                                .toList()))
                .orElseGet(() -> Envelope.failure(404, "no such session"));
    }

    private Reply download(Request request) {
        return session(request.parameter("session_id")).stream()
                .flatMap(session -> session.files.values().stream())
                .filter(file -> file.sha256().equals(request.parameter("sha256")))
                .filter(file -> !stage.clock().instant().isBefore(file.ready()))
                .findFirst()
                .map(file -> Reply.bytes("application/x-7z-compressed", file.download()))
                .orElseGet(() -> Envelope.failure(404, "no such file"));
    }

    private Reply deleteFile(Request request) {
        var session = session(request.parameter("session_id"));
        return changing(
                request,
                "file-delete",
                session.map(found -> found.host),
                host -> {
                    session.orElseThrow().files.keySet().removeAll(request.parameters("ids"));
                    return new Result(204, null, null);
                },
                204);
    }

    private Optional<Session> session(String id) {
        var now = stage.clock().instant();
        return byHost.values().stream()
                .filter(session -> session.id.equals(id) && session.alive(now))
                .findFirst();
    }
}
