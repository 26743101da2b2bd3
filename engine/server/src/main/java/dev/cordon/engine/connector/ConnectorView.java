package dev.cordon.engine.connector;

import dev.cordon.contract.JobType;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import dev.cordon.contract.connector.State;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A connector over all workers that report it; when none does any more, as it was reported last.
///
/// @param workers how many report it now
/// @param checkedAt when its newest preflight ran; null before the first one has ended
/// @param findings of each check the worst that a worker found
public record ConnectorView(
        String name,
        String product,
        Standing state,
        int workers,
        List<JobType> jobTypes,
        ConnectorHealth health,
        @Nullable Instant checkedAt,
        List<Finding> findings,
        Instant lastReportAt) {

    /// What one worker says.
    record Heard(Instant at, State state) {}

    /// @param heard at least one
    static ConnectorView live(List<Heard> heard) {
        var findings = worst(heard);
        return view(heard, heard.size(), Standing.of(findings), findings);
    }

    static ConnectorView away(Heard last) {
        return view(List.of(last), 0, Standing.AWAY, last.state().findings());
    }

    private static ConnectorView view(List<Heard> heard, int workers, Standing standing, List<Finding> findings) {
        var newest = heard.stream().max(Comparator.comparing(Heard::at)).orElseThrow();
        var states = heard.stream().map(Heard::state).toList();
        return new ConnectorView(
                newest.state().name(),
                newest.state().product(),
                standing,
                workers,
                states.stream()
                        .flatMap(state -> state.jobTypes().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                ConnectorHealth.of(states.stream().map(State::health).toList()),
                states.stream()
                        .map(State::checkedAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                findings,
                newest.at());
    }

    /// A vendor that one worker cannot reach is not mended by another one that can. Of two that say the same, the
    /// newer.
    private static List<Finding> worst(Collection<Heard> heard) {
        var byCheck = new LinkedHashMap<String, Finding>();
        heard.stream()
                .map(Heard::state)
                .sorted(Comparator.comparing(
                                State::checkedAt, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
                        .reversed())
                .flatMap(state -> state.findings().stream())
                .forEach(finding -> byCheck.merge(
                        finding.check(),
                        finding,
                        (known, other) -> weight(other.verdict()) > weight(known.verdict()) ? other : known));
        return List.copyOf(byCheck.values());
    }

    private static int weight(Verdict verdict) {
        return switch (verdict) {
            case GOOD -> 0;
            case UNKNOWN -> 1;
            case BAD -> 2;
        };
    }
}
