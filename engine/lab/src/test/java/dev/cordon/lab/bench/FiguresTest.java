package dev.cordon.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.bench.Database.Trace;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void a_quantile_is_a_value_that_was_measured() {
        var hundred = IntStream.rangeClosed(1, 100).mapToDouble(n -> n);

        assertThat(Quantiles.of(hundred)).isEqualTo(new Quantiles(100, 50, 95, 99, 100));
        assertThat(Quantiles.of(DoubleStream.of(3, 1, 2))).isEqualTo(new Quantiles(3, 2, 3, 3, 3));
        assertThat(Quantiles.of(DoubleStream.of()).p50()).isNaN();
    }

    @Test
    void an_alert_counts_as_done_only_when_run_action_and_vendor_agree() {
        var flows = new Flows("BENCH-T-");
        var traces = new HashMap<String, Trace>();
        traces.put(taken(flows, 1), trace("completed", "done", 1));
        traces.put(taken(flows, 1), trace("running", "", 1));
        traces.put(taken(flows, 1), trace("completed", "unverified", 1));
        traces.put(taken(flows, 0), trace("completed", "done", 1));
        traces.put(taken(flows, 1), trace("completed", "done", 2));
        taken(flows, 1);

        var verdict = Verdict.ofCordon(flows, traces);

        assertThat(verdict).isEqualTo(new Verdict(6, 6, 0, 5, 0));
        assertThat(verdict.good()).isFalse();
    }

    @Test
    void a_second_request_to_contain_is_never_good() {
        var flows = new Flows("BENCH-T-");
        var traces = Map.of(taken(flows, 2), trace("completed", "done", 1));

        assertThat(Verdict.ofCordon(flows, traces)).isEqualTo(new Verdict(1, 1, 0, 0, 1));
        assertThat(Verdict.ofCordon(flows, traces).good()).isFalse();
    }

    @Test
    void a_stage_that_has_not_come_is_not_counted() {
        var flows = new Flows("BENCH-T-");
        var name = taken(flows, 0);

        var rows = Breakdown.rows(List.copyOf(flows.all()), Map.of(name, trace("running", "", 1)));

        assertThat(rows).anySatisfy(row -> {
            assertThat(row.getFirst().toString()).contains("run requested");
            assertThat(row).element(1).isEqualTo(1);
            assertThat(row).element(2).isEqualTo(7.0);
        });
        assertThat(rows.getLast()).element(1).isEqualTo(0);
    }

    @Test
    void what_others_used_is_what_we_did_not() {
        var before = new Work(100, Map.of("server", 5.0), 40);
        var after = new Work(110, Map.of("server", 8.0, "new", 1.0), 42.5);

        var work = after.since(before);

        assertThat(work).isEqualTo(new Work(10, Map.of("server", 3.0, "new", 1.0), 2.5));
        assertThat(work.otherCores()).isEqualTo(0.25);
        assertThat(work.noisy()).isTrue();
        assertThat(work.and(new Work(30, Map.of("server", 1.0), 0)).noisy()).isFalse();
    }

    private static String taken(Flows flows, int contains) {
        var flow = flows.next(System.nanoTime());
        flows.answered(flow, 202, System.nanoTime());
        for (var n = 0; n < contains; n++) {
            flows.contained(flow.name, System.nanoTime());
        }
        return flow.name;
    }

    private static Trace trace(String state, String outcome, int runs) {
        @Nullable Instant never = null;
        return new Trace(
                NOON, NOON.plusMillis(7), never, never, never, never, never, never, never, runs, state, outcome);
    }
}
