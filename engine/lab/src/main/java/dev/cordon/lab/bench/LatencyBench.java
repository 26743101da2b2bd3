package dev.cordon.lab.bench;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// How long it takes from sending an alert until the request to contain arrives at the vendor. Open loop, at a few
/// alerts a second. The two contenders take turns, so that what else the machine does meets both.
///
/// @param seconds how long each contender is measured at 1/s and at 10/s
/// @param warmUp how many alerts go before, as fast as a few hands can send them
/// @param pending how long the simulated vendor takes to contain
public record LatencyBench(Path folder, List<Integer> seconds, int warmUp, Duration pending, Consumer<String> tell) {
    private static final List<Double> RATES = List.of(1.0, 10.0);
    private static final Duration BLOCK = Duration.ofSeconds(10);
    private static final int WARM_UP_HANDS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> COLUMNS =
            List.of("ms", "rate", "n", "p50", "p95", "p99", "max", "sent late by", "other cores", "noisy");

    /// One contender at one rate, gathered over its turns.
    private static final class Turns {
        private final List<Flow> flows = new ArrayList<>();
        private Work work = Work.NONE;
    }

    /// @return whether Cordon lost and doubled nothing
    public boolean run() throws Exception {
        Proc.require();
        var report = new Report("latency", tell);
        try (var rig = new Rig(folder, tell).up(pending);
                var database = new Database(rig.stack());
                var ours = new Load(rig.cordon());
                var theirs = new Load(rig.bare())) {
            report.fact("postgresql", database.version());
            report.fact("vendor pending", pending.toMillis() + " ms from request to contained");
            report.facts();
            warmUp(report, rig, database, ours, theirs);
            for (var n = 0; n < RATES.size(); n++) {
                measure(report, rig, database, ours, theirs, RATES.get(n), Duration.ofSeconds(seconds.get(n)));
            }
            var good = verdict(report, rig, database);
            report.write(rig.stack().folder().root());
            return good;
        }
    }

    private void warmUp(Report report, Rig rig, Database database, Load ours, Load theirs)
            throws SQLException, InterruptedException {
        tell.accept("");
        tell.accept("Warming up with %d alerts each.".formatted(warmUp));
        var flows = rig.cordon().flows();
        var mine = ours.full(
                WARM_UP_HANDS, () -> database.finished(flows), () -> flows.all().size() >= warmUp);
        await(() -> database.unfinished() == 0);
        var others = rig.bare().flows();
        var their =
                theirs.full(WARM_UP_HANDS, others::finished, () -> others.all().size() >= warmUp);
        await(() -> others.finished() >= others.taken());
        report.table(
                "Warm-up, closed loop, %d in flight; not part of the figures below".formatted(WARM_UP_HANDS),
                List.of("ms", "n", "p50", "p95", "p99", "max"),
                List.of(
                        row("cordon: contain arrives", contained(mine)),
                        row("bare adapter: contain arrives", contained(their))));
    }

    private void measure(
            Report report, Rig rig, Database database, Load ours, Load theirs, double rate, Duration length)
            throws SQLException, InterruptedException {
        var mine = new Turns();
        var their = new Turns();
        for (var left = length; left.isPositive(); left = left.minus(BLOCK)) {
            var block = left.compareTo(BLOCK) < 0 ? left : BLOCK;
            turn(rig, mine, ours, rate, block, () -> database.unfinished() == 0);
            turn(
                    rig,
                    their,
                    theirs,
                    rate,
                    block,
                    () -> rig.bare().flows().finished() >= rig.bare().flows().taken());
        }
        var own = contained(mine.flows);
        var bare = contained(their.flows);
        report.table(
                "Open loop, %.0f/s, in turns of %d s".formatted(rate, BLOCK.toSeconds()),
                COLUMNS,
                List.of(
                        row("cordon: 202", rate, acked(mine.flows), mine),
                        row("cordon: contain arrives", rate, own, mine),
                        row("bare adapter: 202", rate, acked(their.flows), their),
                        row("bare adapter: contain arrives", rate, bare, their)));
        report.note("  Ratio cordon / bare adapter, contain arrives at %.0f/s: p50 %.2f, p99 %.2f"
                .formatted(rate, own.p50() / bare.p50(), own.p99() / bare.p99()));
        report.table(
                "Where Cordon's time goes at %.0f/s".formatted(rate),
                List.of("ms until", "n", "p50", "p95", "p99", "max"),
                Breakdown.rows(mine.flows, database.traces(rig.cordon().flows().prefix())));
    }

    private static void turn(Rig rig, Turns turns, Load load, double rate, Duration length, BooleanSupplier quiet)
            throws InterruptedException {
        var before = Work.now(rig.processes());
        turns.flows.addAll(load.steady(rate, length));
        await(quiet);
        turns.work = turns.work.and(Work.now(rig.processes()).since(before));
    }

    static boolean verdict(Report report, Rig rig, Database database) throws SQLException {
        var own = Verdict.ofCordon(
                rig.cordon().flows(), database.traces(rig.cordon().flows().prefix()));
        var bare = Verdict.ofBare(rig.bare().flows());
        report.table(
                "What became of all alerts, warm-up included",
                List.of("", "sent", "202", "refused", "lost", "doubled"),
                List.of(own.cells(rig.cordon().name()), bare.cells(rig.bare().name())));
        return own.good();
    }

    /// Whatever comes first: it is so, or it has taken too long; then the verdict shows what is missing.
    static void await(BooleanSupplier so) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        // the last answers may still be on their way
        TimeUnit.MILLISECONDS.sleep(200);
        while (!so.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static Quantiles contained(List<Flow> flows) {
        return Quantiles.of(flows.stream()
                .filter(flow -> flow.contained != 0)
                .mapToDouble(flow -> (flow.contained - flow.due) / 1e6));
    }

    private static Quantiles acked(List<Flow> flows) {
        return Quantiles.of(flows.stream().filter(Flow::taken).mapToDouble(flow -> (flow.acked - flow.due) / 1e6));
    }

    private static List<Object> row(String what, Quantiles quantiles) {
        return Stream.concat(Stream.of((Object) what), quantiles.cells().stream())
                .toList();
    }

    private static List<Object> row(String what, double rate, Quantiles quantiles, Turns turns) {
        var late = turns.flows.stream()
                .mapToDouble(flow -> (flow.sent - flow.due) / 1e6)
                .max()
                .orElse(0);
        return Stream.of(
                        Stream.of((Object) what, Math.round(rate) + "/s"),
                        quantiles.cells().stream(),
                        Stream.of((Object) late, turns.work.otherCores(), turns.work.noisy() ? "NOISY" : ""))
                .flatMap(cells -> cells)
                .toList();
    }
}
