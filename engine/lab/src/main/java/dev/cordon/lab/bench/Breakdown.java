package dev.cordon.lab.bench;

import dev.cordon.lab.bench.Database.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the time between sending and ending goes, stage by stage. The stamps come from four processes and one wall
/// clock; the broker's have whole milliseconds, so a stage may come out a millisecond short, or below zero.
final class Breakdown {
    private record Seen(Flow flow, Trace trace) {
        /// The monotonic arrival, on the wall clock.
        @Nullable
        Instant contained() {
            return flow.contained == 0 ? null : flow.dueAt.plusNanos(flow.contained - flow.due);
        }
    }

    private record Moment(String stage, Function<Seen, @Nullable Instant> at) {}

    private static final List<Moment> MOMENTS = List.of(
            new Moment("due to leave", seen -> seen.flow().dueAt),
            new Moment("received, authenticated, parsed", seen -> seen.trace().received()),
            new Moment(
                    "stored, out of the outbox, routed: run requested",
                    seen -> seen.trace().requested()),
            new Moment(
                    "committed, message published: run started",
                    seen -> seen.trace().started()),
            new Moment("broker: find-host activated", seen -> seen.trace().finding()),
            new Moment(
                    "find-host pushed, vendor searched, completed",
                    seen -> seen.trace().found()),
            new Moment("broker: isolate activated", seen -> seen.trace().isolating()),
            new Moment(
                    "isolate pushed, claim at the ledger", seen -> seen.trace().intended()),
            new Moment("claim committed, vendor looked at, contain sent: ARRIVED", Seen::contained),
            new Moment("seen to be so, settled", seen -> seen.trace().settled()),
            new Moment("isolate completed: run ended", seen -> seen.trace().ended()));

    private Breakdown() {}

    /// A row for each stage, in milliseconds.
    static List<List<Object>> rows(List<Flow> flows, Map<String, Trace> traces) {
        var seen = flows.stream()
                .filter(flow -> traces.containsKey(flow.name))
                .map(flow -> new Seen(flow, Objects.requireNonNull(traces.get(flow.name))))
                .toList();
        var rows = new ArrayList<List<Object>>();
        for (var n = 1; n < MOMENTS.size(); n++) {
            var from = MOMENTS.get(n - 1);
            var to = MOMENTS.get(n);
            var stage = Quantiles.of(seen.stream()
                    .flatMap(one -> between(from.at().apply(one), to.at().apply(one)))
                    .mapToDouble(Double::doubleValue));
            rows.add(Stream.concat(Stream.of((Object) to.stage()), stage.cells().stream())
                    .toList());
        }
        return rows;
    }

    private static Stream<Double> between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? Stream.of()
                : Stream.of(Duration.between(from, to).toNanos() / 1e6);
    }
}
