package dev.cordon.lab.chaos;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.cordon.lab.range.Arrival;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether what is on record is the world's truth.
final class OutcomeCheck {
    private static final String CONTAINED = "contained";
    /// The job types whose requests the range witnesses.
    private static final Set<String> WITNESSED = Set.of("host.isolate", "host.release");

    private final Snapshot seen;
    private final Findings findings;
    private final Map<String, Snapshot.Action> actions;

    OutcomeCheck(Snapshot seen, Findings findings) {
        this.seen = seen;
        this.findings = findings;
        this.actions = RequestCheck.byId(seen);
    }

    void check() {
        seen.actions().stream()
                .filter(action -> WITNESSED.contains(action.jobType()))
                .forEach(this::action);
        seen.holds().stream()
                .filter(hold -> !hold.released() && hold.verified())
                .filter(hold -> !state(hold.targetKey()).equals(CONTAINED))
                .forEach(hold -> findings.add(
                        Harm.FALSE_SUCCESSES,
                        "the register holds %s contained, it is %s"
                                .formatted(hold.targetKey(), state(hold.targetKey()))));
        var byTarget = seen.holds().stream().collect(groupingBy(Snapshot.Hold::targetKey));
        byTarget.forEach(this::released);
        forgotten(byTarget);
    }

    private void action(Snapshot.Action action) {
        var changed = RequestCheck.of(seen, action).stream().anyMatch(Arrival::changed);
        if (action.settledAs("done") && !changed) {
            findings.add(
                    Harm.FALSE_SUCCESSES,
                    "%s %s is on record as done, the vendor never did it".formatted(action.jobType(), action.id()));
        }
        if (changed && (action.settledAs("refused") || action.state().equals("denied"))) {
            findings.add(
                    Harm.FALSE_FAILURES,
                    "%s %s is on record as %s, the vendor did it"
                            .formatted(
                                    action.jobType(),
                                    action.id(),
                                    action.state().equals("denied") ? "denied" : "refused"));
        }
    }

    /// Where nobody holds it any more because it was released, it is free.
    private void released(String target, List<Snapshot.Hold> holds) {
        if (holds.stream().anyMatch(hold -> !hold.released()) || !state(target).equals(CONTAINED)) {
            return;
        }
        var saidSo = holds.stream()
                .map(hold -> hold.releasedBy() == null ? null : actions.get(hold.releasedBy()))
                .anyMatch(action -> action != null && action.settledAs("done"));
        if (saidSo) {
            findings.add(Harm.FALSE_SUCCESSES, "%s is on record as released, it is contained".formatted(target));
        }
    }

    /// What we contained and do not know of: nobody would ever release it.
    private void forgotten(Map<String, List<Snapshot.Hold>> byTarget) {
        var last = RequestCheck.changes(seen)
                .filter(Arrival::changed)
                .collect(toMap(Arrival::target, arrival -> arrival, (one, later) -> later));
        for (var arrival : last.values()) {
            var action = actions.get(arrival.action());
            if (action == null
                    || action.state().equals("open")
                    || !arrival.operation().equals("contain")) {
                continue;
            }
            var held = byTarget.getOrDefault(action.targetKey(), List.of()).stream()
                    .anyMatch(hold -> !hold.released());
            if (!held && state(action.targetKey()).equals(CONTAINED)) {
                findings.add(
                        Harm.FALSE_FAILURES,
                        "%s was contained by us and is not in the register".formatted(arrival.host()));
            }
        }
    }

    private String state(String targetKey) {
        return seen.world().getOrDefault(targetKey, "unknown");
    }
}
