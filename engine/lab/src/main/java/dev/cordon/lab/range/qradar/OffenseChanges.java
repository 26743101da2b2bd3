package dev.cordon.lab.range.qradar;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Detection;
import dev.cordon.lab.range.company.Detections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/// One offense: its status, its notes, and how it is closed. Closed is final.
final class OffenseChanges {
    private static final String OFFENSES = "/api/siem/offenses/";
    private static final String REASONS = "/api/siem/offense_closing_reasons";
    private static final Map<Integer, String> TEXTS =
            Map.of(1, "False-Positive, Tuned", 2, "Non-Issue", 3, "Policy Violation");

    private final Stage stage;
    private final Detections detections;
    private final Map<String, List<String>> notes = new ConcurrentHashMap<>();

    OffenseChanges(Stage stage, Detections detections) {
        this.stage = stage;
        this.detections = detections;
    }

    static boolean plays(Request request) {
        return request.path().startsWith(OFFENSES) || request.path().equals(REASONS);
    }

    /// @param refusal of whoever shows no token
    Reply handle(Request request, Supplier<Optional<Reply>> refusal) {
        var words = request.words();
        if (request.path().equals(REASONS)) {
            return stage.read("reasons", "", () -> refusal.get().orElseGet(() -> reasons(request)));
        }
        var id = words.get(3);
        return switch (request.method() + " " + words.size()) {
            case "GET 4" -> stage.read("offense", id, () -> refusal.get().orElseGet(() -> with(id, this::shown)));
            case "POST 4" ->
                change(request, "close", id, offense -> refusal.get().orElseGet(() -> close(request, offense)));
            case "GET 5" ->
                stage.read(
                        "notes",
                        id,
                        () -> refusal.get()
                                .orElseGet(() -> with(
                                        id,
                                        offense -> Reply.json(
                                                200,
                                                notesOf(id).stream()
                                                        .map(text -> Map.of("note_text", text))
                                                        .toList()))));
            case "POST 5" ->
                change(request, "note", id, offense -> refusal.get().orElseGet(() -> note(request, id)));
            default -> QRadar.failure(404, 1002, "the range does not play " + request.method() + " " + request.path());
        };
    }

    private Reply with(String id, Function<Detection, Reply> answer) {
        return detections.byId(id).map(answer).orElseGet(OffenseChanges::unknown);
    }

    private static Reply unknown() {
        return QRadar.failure(404, 1002, "No offense was found for the provided offense_id");
    }

    private Reply change(Request request, String operation, String id, Function<Detection, Reply> effect) {
        Stage.Subject subject =
                detections.byId(id).<Stage.Subject>map(offense -> offense).orElseGet(() -> new Unknown(id));
        return stage.change(
                request,
                operation,
                subject,
                found -> found instanceof Detection offense ? effect.apply(offense) : unknown());
    }

    private Reply shown(Detection offense) {
        return Reply.json(
                200, Map.of("id", offense.number(), "status", offense.state().toUpperCase(Locale.ROOT)));
    }

    private static Reply reasons(Request request) {
        var filter = request.parameter("filter");
        return Reply.json(
                200,
                TEXTS.entrySet().stream()
                        .filter(reason -> filter.isEmpty() || filter.equals("text=\"" + reason.getValue() + "\""))
                        .map(reason -> Map.of("id", reason.getKey(), "text", reason.getValue()))
                        .toList());
    }

    private Reply close(Request request, Detection offense) {
        if (!request.parameter("status").equals("CLOSED")
                || TEXTS.keySet().stream()
                        .noneMatch(id -> request.parameter("closing_reason_id").equals(id.toString()))) {
            return QRadar.failure(422, 1005, "A closing reason is needed");
        }
        if (offense.state().equals("closed")) {
            return QRadar.failure(409, 1008, "The offense is closed already");
        }
        var reason = TEXTS.getOrDefault(Integer.parseInt(request.parameter("closing_reason_id")), "");
        offense.close("closed", reason, String.join("\n", notesOf(offense.id())), detections.now());
        return shown(offense);
    }

    private Reply note(Request request, String id) {
        notesOf(id).add(request.parameter("note_text"));
        return Reply.json(201, Map.of("id", notesOf(id).size()));
    }

    private List<String> notesOf(String id) {
        return notes.computeIfAbsent(id, fresh -> new CopyOnWriteArrayList<>());
    }
}
