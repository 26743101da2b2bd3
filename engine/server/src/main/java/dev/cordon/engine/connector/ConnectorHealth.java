package dev.cordon.engine.connector;

import dev.cordon.contract.connector.Health;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How a connector's requests went in the last five minutes, over all of its workers.
///
/// @param successRate 0 to 1; null without requests
/// @param latencyMillis the 95th percentile of the slowest worker; null without requests
/// @param breaker `open` when it is open in one worker
/// @param budget requests that may be sent in a minute by all workers together; null without a limit
/// @param lastProblem the newest one
public record ConnectorHealth(
        long succeeded,
        long failed,
        @Nullable Double successRate,
        @Nullable Long latencyMillis,
        String breaker,
        @Nullable Integer budget,
        @Nullable Integer budgetLeft,
        @Nullable String lastProblem,
        @Nullable Instant lastProblemAt) {

    static ConnectorHealth of(List<Health> workers) {
        var succeeded = workers.stream().mapToLong(Health::succeeded).sum();
        var failed = workers.stream().mapToLong(Health::failed).sum();
        var latest = workers.stream()
                .filter(health -> health.lastProblem() != null)
                .max(Comparator.comparing(
                        Health::lastProblemAt, Comparator.nullsFirst(Comparator.<Instant>naturalOrder())));
        return new ConnectorHealth(
                succeeded,
                failed,
                succeeded + failed == 0 ? null : (double) succeeded / (succeeded + failed),
                workers.stream()
                        .map(Health::latencyMillis)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                workers.stream().anyMatch(health -> health.breaker().equals("open")) ? "open" : "closed",
                sum(workers, Health::budget),
                sum(workers, Health::budgetLeft),
                latest.map(Health::lastProblem).orElse(null),
                latest.map(Health::lastProblemAt).orElse(null));
    }

    /// One worker without a limit leaves all of them together without one.
    private static @Nullable Integer sum(List<Health> workers, Function<Health, @Nullable Integer> part) {
        int sum = 0;
        for (var health : workers) {
            var value = part.apply(health);
            if (value == null) {
                return null;
            }
            sum += value;
        }
        return sum;
    }
}
