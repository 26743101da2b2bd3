package dev.cordon.lab.range.defender;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One machine action, as it is at this moment.
///
/// @param failed of its only command; null where it has none
record Action(
        String id,
        String type,
        String status,
        String machine,
        String name,
        String comment,
        Instant at,
        @Nullable Boolean failed) {
    static final String PENDING = "Pending";
    static final String SUCCEEDED = "Succeeded";
    static final String FAILED = "Failed";

    Action become(String other) {
        return new Action(id, type, other, machine, name, comment, at, failed);
    }

    boolean pending() {
        return status.equals(PENDING);
    }

    Map<String, Object> shown() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", id);
        shown.put("type", type);
        shown.put("requestor", "simulated");
        shown.put("requestorComment", comment);
        shown.put("status", status);
        shown.put("machineId", machine);
        shown.put("computerDnsName", name);
        shown.put("creationDateTimeUtc", at.toString());
        shown.put("lastUpdateDateTimeUtc", at.toString());
        var command = failed == null || pending()
                ? List.of()
                : List.of(Map.of("index", 0, "commandStatus", failed ? "Failed" : "Completed"));
        shown.put("commands", command);
        shown.put("errorHResult", 0);
        return shown;
    }
}
