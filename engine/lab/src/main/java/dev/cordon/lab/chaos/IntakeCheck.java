package dev.cordon.lab.chaos;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.chaos.Snapshot.Post.Answer;
import java.time.Duration;
import java.util.Objects;

/// From the alert to the end of the run.
final class IntakeCheck {
    private static final JsonMapper JSON = new JsonMapper();
    /// An action that was tried so recently is still being tried.
    private static final Duration UNDER_WAY = Duration.ofMinutes(2);
    private static final Duration WAITING = Duration.ofMinutes(65);

    private final Snapshot seen;
    private final Findings findings;

    IntakeCheck(Snapshot seen, Findings findings) {
        this.seen = seen;
        this.findings = findings;
    }

    void check() {
        lostAlerts();
        lostRuns();
        doubledRuns();
        stuckRuns();
    }

    private void lostAlerts() {
        var kept = seen.alerts().stream().collect(toMap(Snapshot.Alert::id, alert -> alert));
        for (var post : seen.posts()) {
            if (post.answer() == Answer.OK) {
                var alert = kept.get(Objects.requireNonNullElse(post.alertId(), ""));
                if (alert == null) {
                    findings.add(Harm.LOST_ALERTS, "%s was accepted and is not there".formatted(post.reference()));
                } else if (!alert.bodySha256().equals(post.bodySha256())) {
                    findings.add(Harm.LOST_ALERTS, "%s is there with another body".formatted(post.reference()));
                }
            }
        }
    }

    private void lostRuns() {
        var details = seen.entries().stream().collect(groupingBy(Snapshot.Entry::kind));
        var routed = details.getOrDefault("alert-routed", java.util.List.of()).stream()
                .map(entry -> detail(entry.body()))
                .collect(toMap(detail -> detail.path("alertId").asText(), detail -> detail, (one, other) -> one));
        var joined = details.getOrDefault("run-joined", java.util.List.of()).stream()
                .map(entry -> detail(entry.body()).path("alertId").asText())
                .collect(toSet());
        var triggers = seen.runs().stream().map(Snapshot.Run::trigger).collect(toSet());
        for (var alert : seen.alerts()) {
            var route = routed.get(alert.id());
            if (!alert.accepted()) {
                continue;
            }
            if (route == null) {
                findings.add(Harm.LOST_RUNS, "alert %s was never routed".formatted(alert.id()));
            } else if (route.path("mode").asText().equals("run")
                    && !triggers.contains("alert:" + alert.id())
                    && !joined.contains(alert.id())) {
                findings.add(Harm.LOST_RUNS, "alert %s has no run".formatted(alert.id()));
            }
        }
    }

    private void doubledRuns() {
        seen.runs().stream()
                .collect(groupingBy(run -> run.playbook() + " for " + run.incident() + " " + run.trigger(), counting()))
                .forEach((trigger, runs) -> {
                    if (runs > 1) {
                        findings.add(Harm.DOUBLED_RUNS, "%d runs of %s".formatted(runs, trigger));
                    }
                });
        // No playbook has a loop: an element that acted twice on one target stood in two instances.
        seen.actions().stream()
                .collect(groupingBy(
                        action -> "%s of run %s on %s".formatted(action.element(), action.run(), action.targetKey()),
                        counting()))
                .forEach((element, actions) -> {
                    if (actions > 1) {
                        findings.add(Harm.DOUBLED_RUNS, "%d instances of %s".formatted(actions, element));
                    }
                });
    }

    private void stuckRuns() {
        var waiting = seen.tasks().stream()
                .filter(task -> task.open() && task.dueAt() != null)
                .map(Snapshot.Task::run)
                .collect(toSet());
        var over = seen.runs().stream()
                .filter(Snapshot.Run::over)
                .map(Snapshot.Run::id)
                .collect(toSet());
        var trying = seen.actions().stream()
                .filter(action -> action.state().equals("open") && isUnderWay(action))
                .map(Snapshot.Action::run)
                .collect(toSet());
        for (var run : seen.runs()) {
            if (!run.over() && !waiting.contains(run.id()) && !trying.contains(run.id())) {
                findings.add(Harm.STUCK_RUNS, "run %s is %s and waits for nothing".formatted(run.id(), run.state()));
            }
        }
        for (var action : seen.actions()) {
            if (action.state().equals("open") && over.contains(action.run())) {
                findings.add(
                        Harm.STUCK_RUNS,
                        "action %s (%s) is open, its run is over".formatted(action.id(), action.jobType()));
            }
        }
        seen.stale().forEach(promise -> findings.add(Harm.STUCK_RUNS, promise));
    }

    private boolean isUnderWay(Snapshot.Action action) {
        var within = action.waits() ? WAITING : UNDER_WAY;
        return action.claims().stream().anyMatch(claim -> claim.plus(within).isAfter(seen.at()));
    }

    private static JsonNode detail(String body) {
        try {
            return JSON.readTree(body).path("detail");
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
