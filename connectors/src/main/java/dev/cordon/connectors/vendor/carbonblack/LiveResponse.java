package dev.cordon.connectors.vendor.carbonblack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// One live response session, which everybody at work on the device shares: it is left to die by itself.
final class LiveResponse {
    private static final Pattern SESSION = Pattern.compile("[0-9A-Za-z:-]{1,64}");
    private static final Duration COPY = Duration.ofMinutes(7);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Cloud cloud;
    private final String id;

    private LiveResponse(Cloud cloud, String id) {
        this.cloud = cloud;
        this.id = id;
    }

    /// Asks for a session, or joins the one there is. It may take minutes until it is established.
    static LiveResponse open(Cloud cloud, Target.Host host, Ask ask) {
        var body = Map.of("device_id", Long.valueOf(Cloud.id(host)));
        var session = cloud.http().write(Call.post(cloud.path("/liveresponse/sessions"), body), ask, JsonNode.class);
        return of(cloud, session.path("id").asText(""));
    }

    static LiveResponse of(Cloud cloud, String id) {
        if (!SESSION.matcher(id).matches()) {
            throw new VendorException.Unavailable("unreadable answer: a session without an id");
        }
        return new LiveResponse(cloud, id);
    }

    String id() {
        return id;
    }

    boolean established() {
        return "ACTIVE".equals(status(own(() -> cloud.http().read(Call.get(path("")), JsonNode.class))));
    }

    /// @param spare of the ask: when no more than that is left, it was in vain
    LiveResponse await(Ask ask, Duration spare) {
        if (!poll(ask, spare, this::established)) {
            throw VendorException.Unavailable.target("live response is not established yet");
        }
        return this;
    }

    /// Sends a command and waits until it has ended.
    ///
    /// @throws VendorException.Refused it failed on the device
    JsonNode run(Map<String, Object> command, Ask ask, Duration spare) {
        var number = start(command, ask);
        var ended = new JsonNode[1];
        if (!poll(ask, spare, () -> {
            ended[0] = command(number);
            return ended(ended[0]);
        })) {
            throw VendorException.Unavailable.target("the command has not ended in time");
        }
        return ended[0];
    }

    /// @return the command's number
    String start(Map<String, Object> command, Ask ask) {
        var body = new LinkedHashMap<String, Object>(command);
        body.put("session_id", id);
        var begun = own(() -> cloud.http().write(Call.post(path("/commands"), body), ask, JsonNode.class));
        var number = begun.path("id").asText("");
        if (!Cloud.isId(number)) {
            throw new VendorException.Unavailable("unreadable answer: a command without a number");
        }
        return number;
    }

    JsonNode command(String number) {
        return own(() -> cloud.http().read(Call.get(path("/commands/" + number)), JsonNode.class));
    }

    /// Whether it is over and well. Both cases of letters occur; what nobody knows is not the end.
    ///
    /// @throws VendorException.Refused it is over and not well
    static boolean ended(JsonNode command) {
        return switch (status(command)) {
            case "COMPLETE" -> true;
            case "ERROR", "CANCELLED", "CANCELED" ->
                throw new VendorException.Refused(
                        "command-failed",
                        "the command failed on the device (%d)"
                                .formatted(command.path("result_code").asLong()));
            default -> false;
        };
    }

    /// The bytes as they are, in no archive.
    void copy(String file, OutputStream out) throws IOException {
        cloud.http().copy(Call.get(path("/files/" + Call.segment(file) + "/content")), COPY, out);
    }

    // the id has a colon in it
    private String path(String below) {
        return cloud.path("/liveresponse/sessions/" + Call.segment(id) + below);
    }

    private static String status(JsonNode answer) {
        if (!answer.path("status").isTextual()) {
            throw new VendorException.Unavailable("unreadable answer: nothing that has a status");
        }
        return answer.path("status").asText().toUpperCase(Locale.ROOT);
    }

    // Here a 404 is not about the device.
    private static <T> T own(Supplier<T> call) {
        try {
            return call.get();
        } catch (VendorException.Refused e) {
            if (e.code().equals("target-not-found")) {
                throw VendorException.Unavailable.target("the live response session has ended");
            }
            throw e;
        } catch (VendorException.Conflict e) {
            throw VendorException.Unavailable.target("live response is busy on this device");
        }
    }

    private static boolean poll(Ask ask, Duration spare, Supplier<Boolean> done) {
        var pause = Duration.ofMillis(50);
        while (!done.get()) {
            if (ask.remaining().compareTo(spare.plus(pause)) <= 0) {
                return false;
            }
            sleep(pause);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
        return true;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VendorException.Unavailable("stopped while waiting for live response");
        }
    }
}
