package dev.cordon.lab.range.carbonblack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Machine;
import dev.cordon.lab.range.company.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One session per device, established after a while; commands answer at once, in small letters.
final class LiveResponse {
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final long NOT_FOUND = 2_147_942_402L;

    private final Org org;
    private final Duration delay;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    LiveResponse(Org org, Duration delay) {
        this.org = org;
        this.delay = delay;
    }

    private static final class Session {
        private final Machine machine;
        private final Instant opened;
        private final Map<Integer, Map<String, Object>> commands = new ConcurrentHashMap<>();
        private final Map<String, byte[]> files = new ConcurrentHashMap<>();
        private final AtomicInteger numbers = new AtomicInteger();
        private volatile Instant used;

        Session(Machine machine, Instant opened) {
            this.machine = machine;
            this.opened = opened;
            this.used = opened;
        }

        String id() {
            return "1:" + machine.id();
        }
    }

    Reply handle(Request request, List<String> words) {
        if (request.method().equals("POST") && words.equals(List.of("sessions"))) {
            return open(request);
        }
        if (words.size() < 2 || !words.getFirst().equals("sessions")) {
            return Org.failure(404, "not found");
        }
        var session = alive(words.get(1));
        if (session == null) {
            return org.read(request, "live-response", () -> Org.failure(404, "no such session"));
        }
        session.used = org.now();
        var below = request.method() + " " + String.join("/", words.subList(2, words.size()));
        if (below.equals("POST commands")) {
            return command(request, session);
        }
        return org.read(request, "live-response", () -> switch (below.split("/", -1)[0]) {
            case "GET " -> Reply.json(200, shown(session));
            case "GET commands" -> found(session.commands.get(Integer.parseInt(words.getLast())));
            case "GET files" -> content(session.files.get(words.get(3)));
            default -> Org.failure(404, "not found");
        });
    }

    private Reply open(Request request) {
        var machine =
                org.fleet().byId(request.json().path("device_id").asText()).orElse(null);
        if (machine == null) {
            return org.stage()
                    .change(request, "session", new Unknown(""), nobody -> Org.failure(404, "no such device"));
        }
        return org.stage().change(request, "session", machine, same -> {
            if (!org.admits(request)) {
                return Org.failure(401, "unauthorized");
            }
            var known = alive("1:" + same.id());
            var session = known == null ? new Session(same, org.now()) : known;
            sessions.put(session.id(), session);
            return Reply.json(200, shown(session));
        });
    }

    private @Nullable Session alive(String id) {
        var session = sessions.get(id);
        return session == null || org.now().isAfter(session.used.plus(IDLE)) ? null : session;
    }

    private boolean active(Session session) {
        return !session.machine.offline() && !org.now().isBefore(session.opened.plus(delay));
    }

    private Map<String, Object> shown(Session session) {
        return Map.of(
                "id", session.id(),
                "device_id", Long.parseLong(session.machine.id()),
                "status", active(session) ? "active" : "pending",
                "supported_commands", List.of("process list", "kill", "get file", "directory list", "reg enum key"));
    }

    private Reply command(Request request, Session session) {
        var body = request.json();
        return org.stage().change(request, body.path("name").asText("command"), session.machine, machine -> {
            if (!org.admits(request)) {
                return Org.failure(401, "unauthorized");
            }
            if (!active(session)) {
                return Org.failure(409, "the session is not active");
            }
            var number = session.numbers.incrementAndGet();
            var done = run(session, machine, body);
            done.put("id", number);
            done.put("name", body.path("name").asText());
            session.commands.put(number, done);
            return Reply.json(
                    200, Map.of("id", number, "name", body.path("name").asText(), "status", "pending"));
        });
    }

    private static Map<String, Object> run(Session session, Machine machine, JsonNode body) {
        var done = new LinkedHashMap<String, Object>();
        done.put("status", "complete");
        done.put("result_code", 0);
        switch (body.path("name").asText()) {
            case "process list" ->
                done.put(
                        "processes",
                        machine.tasks().stream().map(LiveResponse::process).toList());
            case "kill" -> {
                if (!machine.kill(body.path("pid").asLong())) {
                    failed(done);
                }
            }
            case "get file" ->
                machine.file(body.path("path").asText())
                        .ifPresentOrElse(
                                file -> {
                                    machine.fetched(file.path());
                                    session.files.put("file-1", file.content());
                                    done.put("file_details", Map.of("file_id", "file-1", "offset", 0));
                                },
                                () -> failed(done));
            case "directory list" -> done.put("files", List.of());
            case "reg enum key" -> done.put("values", List.of());
            default -> failed(done);
        }
        return done;
    }

    private static void failed(Map<String, Object> done) {
        done.put("status", "error");
        done.put("result_code", NOT_FOUND);
    }

    private static Map<String, Object> process(Sample.Task task) {
        return Map.of(
                "process_pid", task.pid(),
                "parent_pid", task.parent(),
                "process_path", task.path(),
                "process_username", task.user());
    }

    private static Reply found(@Nullable Map<String, Object> command) {
        return command == null ? Org.failure(404, "no such command") : Reply.json(200, command);
    }

    private static Reply content(byte @Nullable [] file) {
        return file == null ? Org.failure(404, "no such file") : Reply.bytes("application/octet-stream", file);
    }

    void reset() {
        sessions.clear();
    }
}
