package dev.cordon.lab.chaos.storm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.lab.bench.Quantiles;
import dev.cordon.lab.bench.Work;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// What came of a storm.
///
/// @param lasted seconds until the last alert was taken
/// @param rested seconds from then until nothing moved any more
/// @param bystander seconds from the storm's begin until the run on another host was over
/// @param work what the processes did while it lasted; nothing where the system does not tell
/// @param bound what the console's questions may take, at the 99th percentile
/// @param wrong in words; empty when all is as it must be
public record StormResult(
        int hosts,
        int sent,
        int taken,
        int refused,
        int mute,
        int odd,
        int unanswered,
        int repeats,
        int unrecognised,
        double lasted,
        double rested,
        Quantiles incidentList,
        Quantiles taskList,
        int unread,
        double bystander,
        Work work,
        Aftermath aftermath,
        Duration bound,
        List<String> wrong) {

    public boolean perfect() {
        return wrong.isEmpty();
    }

    public String table() {
        return """
              alerts sent                 %6d   within %.1f s, about %d hosts
              taken                       %6d
              sent again on request       %6d   (429 or 503; %d of them without Retry-After)
              sent again without answer   %6d
              answered otherwise          %6d
              repeats                     %6d   (%d not recognised)
              incidents                   %6d
              runs                        %6d   on %d hosts the vendor was asked to contain
              at rest after               %6.1f s
              GET /api/incidents          p50 %.0f, p99 %.0f, max %.0f ms of %d (aim: p99 below %d)
              GET /api/tasks              p50 %.0f, p99 %.0f, max %.0f ms of %d; %d answers missing
              the run that was there      over after %.1f s
              others used meanwhile       %.2f cores %s
            %s""".formatted(
                        sent,
                        lasted,
                        hosts,
                        taken,
                        refused,
                        mute,
                        unanswered,
                        odd,
                        repeats,
                        unrecognised,
                        aftermath.incidents(),
                        aftermath.runs(),
                        aftermath.isolated(),
                        rested,
                        incidentList.p50(),
                        incidentList.p99(),
                        incidentList.max(),
                        incidentList.count(),
                        bound.toMillis(),
                        taskList.p50(),
                        taskList.p99(),
                        taskList.max(),
                        taskList.count(),
                        unread,
                        bystander,
                        work.otherCores(),
                        work.noisy() ? "NOISY" : "",
                        wrong.stream().map(line -> "    WRONG: " + line + "\n").collect(Collectors.joining()));
    }

    public ObjectNode json() {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("hosts", hosts)
                .put("sent", sent)
                .put("taken", taken)
                .put("refused", refused)
                .put("refusedWithoutRetryAfter", mute)
                .put("unanswered", unanswered)
                .put("answeredOtherwise", odd)
                .put("repeats", repeats)
                .put("repeatsNotRecognised", unrecognised)
                .put("incidents", aftermath.incidents())
                .put("runs", aftermath.runs())
                .put("hostsContained", aftermath.isolated())
                .put("lastTakenSeconds", lasted)
                .put("atRestSeconds", rested)
                .put("incidentListP99Millis", incidentList.p99())
                .put("taskListP99Millis", taskList.p99())
                .put("unread", unread)
                .put("bystanderSeconds", bystander)
                .put("otherCores", work.otherCores())
                .put("noisy", work.noisy());
        wrong.forEach(json.withArray("/wrong")::add);
        return json;
    }
}
