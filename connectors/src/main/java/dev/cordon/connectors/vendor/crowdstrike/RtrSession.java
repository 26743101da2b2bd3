package dev.cordon.connectors.vendor.crowdstrike;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.archive.TriageArchive;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Real Time Response session. It dies after five idle minutes, so it is refreshed while a command runs.
final class RtrSession implements AutoCloseable {
    private static final String SESSIONS = "/real-time-response/entities/sessions/v1";
    private static final String REFRESH = "/real-time-response/entities/refresh-session/v1";
    private static final String READING = "/real-time-response/entities/command/v1";
    private static final String RESPONDING = "/real-time-response/entities/active-responder-command/v1";
    private static final Duration FRESH = Duration.ofMinutes(2);
    private static final Duration PER_COMMAND = Duration.ofSeconds(60);
    private static final int MAX_CHUNKS = 4096;

    private final Falcon falcon;
    private final Map<String, Object> device;
    private final Ask ask;
    private final Opened opened;
    private long refreshed = System.nanoTime();

    private RtrSession(Falcon falcon, Map<String, Object> device, Ask ask, Opened opened) {
        this.falcon = falcon;
        this.device = device;
        this.ask = ask;
        this.opened = opened;
    }

    /// Never queued: a command that runs days later reads another machine.
    static RtrSession open(Falcon falcon, Target.Host host, Ask ask) {
        Map<String, Object> device = Map.of("device_id", Falcon.aid(host), "origin", "cordon", "queue_offline", false);
        var opened = falcon.http()
                .write(Call.post(SESSIONS + "?timeout=30", device), ask, Envelope.class)
                .only(Opened.class);
        if (opened.id == null || opened.queued) {
            throw VendorException.Unavailable.target("the host is offline");
        }
        return new RtrSession(falcon, device, ask, opened);
    }

    String id() {
        return String.valueOf(opened.id);
    }

    /// Runs a read-only command and writes what it printed, chunk by chunk.
    ///
    /// @return its id and what went wrong with it, if anything did
    TriageArchive.Ran run(String command, OutputStream sink) throws IOException {
        var request = send(READING, command);
        var end = System.nanoTime() + PER_COMMAND.toNanos();
        for (var sequence = 0; sequence < MAX_CHUNKS; sequence++) {
            var chunk = chunk(request, sequence, end);
            if (chunk == null) {
                return new TriageArchive.Ran(request, "did not complete in time");
            }
            // Completed, and yet failed: the status is 200 and the errors are empty.
            if (!text(chunk.stderr).isEmpty()) {
                return new TriageArchive.Ran(request, "the command failed on the host");
            }
            if (text(chunk.stdout).isEmpty()) {
                return new TriageArchive.Ran(request, null);
            }
            sink.write(text(chunk.stdout).getBytes(StandardCharsets.UTF_8));
        }
        return new TriageArchive.Ran(request, "more output than is kept");
    }

    /// Sends a command that only a responder may give, and does not wait for it.
    ///
    /// @return the id of the request
    String respond(String command) {
        return send(RESPONDING, command);
    }

    private String send(String path, String command) {
        refresh();
        var body = Map.of(
                "session_id",
                id(),
                "base_command",
                command.split(" ", 2)[0],
                "command_string",
                command,
                "persist",
                false);
        return falcon.http().write(Call.post(path, body), ask, Envelope.class).only(Requested.class).id;
    }

    /// How a responder's command ended.
    static Look.State responded(Falcon falcon, String request) {
        var answer = falcon.http()
                .read(status(RESPONDING, request, 0), Envelope.class)
                .all(Chunk.class);
        if (answer.isEmpty() || !answer.getFirst().complete) {
            return Look.State.CONTAINING;
        }
        if (!text(answer.getFirst().stderr).isEmpty()) {
            throw new VendorException.Refused("command-failed", "the host did not do it");
        }
        return Look.State.CONTAINED;
    }

    private static Call status(String path, String request, int sequence) {
        return Call.get(path).query(Map.of("cloud_request_id", request, "sequence_id", Integer.toString(sequence)));
    }

    /// The same caller gets the same session on a host; where others are at work in it, it is left to die by itself.
    @Override
    public void close() {
        if (opened.existing != null && opened.existing > 1) {
            return;
        }
        try {
            falcon.http().write(Call.delete(SESSIONS).query(Map.of("session_id", id())), ask);
        } catch (VendorException e) {
            // it ends after five minutes anyway, and what was read is read
        }
    }

    private @Nullable Chunk chunk(String request, int sequence, long end) {
        var call = status(READING, request, sequence);
        var pause = Duration.ofMillis(50);
        while (true) {
            var answer = falcon.http().read(call, Envelope.class).all(Chunk.class);
            if (!answer.isEmpty() && answer.getFirst().complete) {
                return answer.getFirst();
            }
            // past the last chunk there may be nothing at all
            if (answer.isEmpty() && sequence > 0) {
                return new Chunk(true, "", "");
            }
            if (System.nanoTime() > end) {
                return null;
            }
            refresh();
            sleep(pause);
            pause = pause.compareTo(Duration.ofSeconds(1)) < 0 ? pause.multipliedBy(2) : pause;
        }
    }

    void refresh() {
        if (System.nanoTime() - refreshed > FRESH.toNanos()) {
            falcon.http().write(Call.post(REFRESH, device), ask, Envelope.class).clean();
            refreshed = System.nanoTime();
        }
    }

    private static String text(@Nullable String output) {
        return output == null ? "" : output;
    }

    static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VendorException.Unavailable("stopped while waiting for a command");
        }
    }

    private record Opened(
            @JsonProperty("session_id") @Nullable String id,
            @JsonProperty("offline_queued") boolean queued,
            @JsonProperty("existing_aid_sessions") @Nullable Integer existing) {}

    record Requested(@JsonProperty("cloud_request_id") String id) {
        Requested {
            if (id == null || id.isBlank()) {
                throw new IllegalArgumentException("no id");
            }
        }
    }

    private record Chunk(
            boolean complete,
            @Nullable String stdout,
            @Nullable String stderr) {}
}
