package dev.cordon.lab.range;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cordon.lab.range.crowdstrike.Falcon;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// `/_range/`: what no vendor has. Reads the witness, moves the machines, arranges the faults.
final class Control {
    private static final String VENDOR = "range";

    /// @param host id or name
    record Hand(
            String host,
            @Nullable String state,
            @Nullable Boolean offline,
            @Nullable Instant lastSeen) {}

    private final Witness witness;
    private final Stage stage;
    private final Falcon falcon;

    Control(Witness witness, Stage stage, Falcon falcon) {
        this.witness = witness;
        this.stage = stage;
        this.falcon = falcon;
    }

    Reply handle(Request request) {
        try {
            return route(request);
        } catch (JsonProcessingException | DateTimeParseException | IllegalArgumentException e) {
            return Reply.json(400, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private Reply route(Request request) throws JsonProcessingException {
        return switch (request.method() + " " + request.path()) {
            case "GET /_range/health" -> Reply.json(200, Map.of("status", "up", "simulated", true));
            case "GET /_range/witness" -> Reply.json(200, witnessed(request));
            case "GET /_range/hosts" ->
                Reply.json(200, Map.of("items", falcon.devices().toList()));
            case "POST /_range/hosts" -> set(request, read(request, Hand.class));
            case "GET /_range/faults" -> Reply.json(200, Map.of("items", faults()));
            case "POST /_range/faults" -> {
                stage.arrange(read(request, Fault.class));
                yield Reply.json(201, Map.of("items", faults()));
            }
            case "DELETE /_range/faults" -> {
                stage.forgive();
                yield Reply.none(204);
            }
            case "DELETE /_range/tokens" -> {
                falcon.expireTokens();
                yield Reply.none(204);
            }
            case "POST /_range/reset" -> reset(request);
            default -> Reply.json(404, Map.of("error", "no such control"));
        };
    }

    private static <T> T read(Request request, Class<T> type) throws JsonProcessingException {
        return Reply.JSON.treeToValue(request.json(), type);
    }

    private Map<String, Object> witnessed(Request request) {
        var after = request.parameter("after").isEmpty() ? 0 : Long.parseLong(request.parameter("after"));
        var arrivals = witness.arrivals(arrival -> arrival.number() > after
                && wanted(request.parameter("vendor"), arrival.vendor())
                && wanted(request.parameter("operation"), arrival.operation())
                && wanted(request.parameter("action"), arrival.action())
                && (wanted(request.parameter("target"), arrival.target())
                        || wanted(request.parameter("target"), arrival.host())));
        return Map.of("items", arrivals, "reads", stage.reads());
    }

    private static boolean wanted(String asked, String value) {
        return asked.isEmpty() || asked.equals(value);
    }

    private List<Map<String, Object>> faults() {
        return stage.faults().entrySet().stream()
                .map(entry -> Map.<String, Object>of("fault", entry.getKey(), "left", entry.getValue()))
                .toList();
    }

    /// Written down too: a restart must find the machines as they were put.
    private Reply set(Request request, Hand hand) {
        var subjects = falcon.subjects(hand.host());
        if (subjects.isEmpty()) {
            return Reply.json(404, Map.of("error", "no host " + hand.host()));
        }
        return stage.change(
                request,
                VENDOR,
                "set",
                subjects,
                subject -> {
                    falcon.set(subject.id(), hand.state(), hand.offline(), hand.lastSeen());
                    return new Stage.Result(200, null, null);
                },
                results -> Reply.json(200, Map.of("changed", results.size())));
    }

    private Reply reset(Request request) {
        stage.forgive();
        return stage.change(
                request,
                VENDOR,
                "reset",
                List.of(new Everything(new ReentrantLock())),
                subject -> {
                    falcon.reset();
                    return new Stage.Result(204, null, null);
                },
                results -> Reply.none(204));
    }

    private record Everything(ReentrantLock lock) implements Stage.Subject {
        @Override
        public String id() {
            return "";
        }

        @Override
        public String name() {
            return "";
        }

        @Override
        public String state() {
            return "";
        }
    }
}
