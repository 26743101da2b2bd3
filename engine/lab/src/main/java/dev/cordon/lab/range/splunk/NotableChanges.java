package dev.cordon.lab.range.splunk;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Detection;
import dev.cordon.lab.range.company.Detections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// One notable: found by its id, and changed. A bad id is answered with 200 and without success.
final class NotableChanges {
    static final String UPDATE = "/services/notable_update";
    private static final Pattern SEARCH = Pattern.compile("search `notable_by_id\\(([^)]+)\\)` \\| fields .*");
    private static final Map<String, String> STATUSES =
            Map.of("1", "New", "2", "In Progress", "4", "Resolved", "5", "Closed");

    private final Stage stage;
    private final Detections detections;

    NotableChanges(Stage stage, Detections detections) {
        this.stage = stage;
        this.detections = detections;
    }

    /// Empty: it is another search.
    Optional<List<Map<String, Object>>> rows(String search) {
        var byId = SEARCH.matcher(search);
        return byId.matches()
                ? Optional.of(detections.byId(byId.group(1)).stream()
                        .map(NotableChanges::row)
                        .toList())
                : Optional.empty();
    }

    private static Map<String, Object> row(Detection notable) {
        var label = notable.state().equals("open") ? "New" : notable.state();
        var number = STATUSES.entrySet().stream()
                .filter(status -> status.getValue().equals(label))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("1");
        return Map.of("event_id", notable.id(), "status", number, "status_label", label);
    }

    /// @param refusal of whoever shows no token
    Reply update(Request request, Supplier<Optional<Reply>> refusal) {
        var id = request.field("ruleUIDs");
        Stage.Subject subject =
                detections.byId(id).<Stage.Subject>map(notable -> notable).orElseGet(() -> new Unknown(id));
        return stage.change(
                request, "notable_update", subject, found -> refusal.get().orElseGet(() -> updated(request, found)));
    }

    private Reply updated(Request request, Stage.Subject found) {
        var label = STATUSES.get(request.field("status"));
        if (!(found instanceof Detection notable) || label == null) {
            return Reply.json(200, Map.of("success", false, "success_count", 0, "failure_count", 1));
        }
        notable.close(label, request.field("disposition"), request.field("comment"), detections.now());
        return Reply.json(
                200,
                Map.of(
                        "success",
                        true,
                        "message",
                        "1 event updated successfully",
                        "success_count",
                        1,
                        "failure_count",
                        0));
    }
}
