package dev.cordon.lab.chaos;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.cordon.lab.range.Arrival;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What reached the vendors: on record before it came, and once.
final class RequestCheck {
    /// The requests that change where a host stands. Collecting evidence takes several for one action.
    private static final Set<String> CHANGES = Set.of("contain", "lift_containment");
    /// Answered at the door: nothing was decided, and the request may be repeated.
    private static final Set<Integer> NOT_DECIDED = Set.of(0, 401, 429);

    private static final Pattern ACTION = Pattern.compile("\"actionId\":\"([^\"]+)\"");

    private final Snapshot seen;
    private final Findings findings;
    private final Map<String, Snapshot.Action> actions;

    RequestCheck(Snapshot seen, Findings findings) {
        this.seen = seen;
        this.findings = findings;
        this.actions = byId(seen);
    }

    static Map<String, Snapshot.Action> byId(Snapshot seen) {
        return seen.actions().stream().collect(toMap(Snapshot.Action::id, action -> action, (one, other) -> one));
    }

    /// By hand on the control API is not by a vendor's client.
    static Stream<Arrival> requests(Snapshot seen) {
        return seen.arrivals().stream().filter(arrival -> !arrival.handMade());
    }

    static Stream<Arrival> changes(Snapshot seen) {
        return requests(seen).filter(arrival -> CHANGES.contains(arrival.operation()));
    }

    void check() {
        unrecorded();
        repeated(
                Harm.DOUBLED_REQUESTS,
                changes(seen).filter(arrival -> !NOT_DECIDED.contains(arrival.code())),
                arrival -> arrival.operation() + " by action " + arrival.action());
        repeated(
                Harm.DOUBLED_EFFECTS,
                changes(seen).filter(Arrival::changed),
                arrival -> "%s of %s by run %s".formatted(arrival.operation(), arrival.host(), run(arrival)));
    }

    private void unrecorded() {
        var intended = seen.entries().stream()
                .filter(entry -> entry.kind().equals("action-intended"))
                .map(entry -> actionOf(entry.body()))
                .collect(toSet());
        for (var arrival : requests(seen).toList()) {
            var action = actions.get(arrival.action());
            if (action == null || !intended.contains(arrival.action())) {
                unrecorded(arrival, "nobody had written it down");
            } else if (action.intendedAt().isAfter(arrival.time())) {
                unrecorded(arrival, "it was written down afterwards");
            } else if (!action.target().path("id").asText().equals(arrival.target())) {
                unrecorded(arrival, "another target had been written down");
            }
        }
    }

    private void unrecorded(Arrival arrival, String how) {
        findings.add(
                Harm.UNRECORDED_REQUESTS,
                "arrival %d, %s of %s: %s".formatted(arrival.number(), arrival.operation(), arrival.host(), how));
    }

    private void repeated(Harm harm, Stream<Arrival> arrivals, Function<Arrival, String> what) {
        arrivals.collect(groupingBy(what, counting())).forEach((one, times) -> {
            if (times > 1) {
                findings.add(harm, "%s, %d times".formatted(one, times));
            }
        });
    }

    private String run(Arrival arrival) {
        var action = actions.get(arrival.action());
        return action == null ? "nobody (" + arrival.action() + ")" : action.run();
    }

    private static String actionOf(String body) {
        var found = ACTION.matcher(body);
        return found.find() ? found.group(1) : "";
    }

    static List<Arrival> of(Snapshot seen, Snapshot.Action action) {
        return changes(seen)
                .filter(arrival -> arrival.action().equals(action.id()))
                .toList();
    }
}
