package dev.cordon.lab.bench;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// How many alerts a second are carried to the end. Closed loop: a new alert for each one whose run has ended, so no
/// backlog can hide. First Cordon, then the bare adapter, on the same broker.
///
/// @param pending how long the simulated vendor takes to contain
public record ThroughputBench(
        Path folder, int inFlight, Duration window, Duration warmUp, Duration pending, Consumer<String> tell) {

    /// @param finished runs that ended within the window
    /// @param drain how long the last ones took once no more came
    private record Measured(String contender, long finished, Work work, List<Flow> flows, Duration drain) {
        double rate() {
            return finished / work.seconds();
        }
    }

    /// @return whether Cordon lost and doubled nothing
    public boolean run() throws Exception {
        Proc.require();
        var report = new Report("throughput", tell);
        try (var rig = new Rig(folder, tell).up(pending);
                var database = new Database(rig.stack());
                var ours = new Load(rig.cordon());
                var theirs = new Load(rig.bare())) {
            report.fact("postgresql", database.version());
            report.fact("vendor pending", pending.toMillis() + " ms from request to contained");
            report.fact("in flight", inFlight);
            report.fact("window", window.toSeconds() + " s after " + warmUp.toSeconds() + " s of warm-up");
            report.facts();
            var own = cordon(rig, database, ours);
            report.table("Left behind by Cordon", List.of("what", "how many"), List.of(database.backlog()));
            var bare = bare(rig, theirs);
            print(report, rig, own, bare);
            var good = LatencyBench.verdict(report, rig, database);
            report.write(rig.stack().folder().root());
            return good;
        }
    }

    private Measured cordon(Rig rig, Database database, Load load) throws SQLException, InterruptedException {
        var flows = rig.cordon().flows();
        LongSupplier finished = () -> database.finished(flows);
        tell.accept("");
        tell.accept("Cordon: warming up");
        var warm = System.nanoTime() + warmUp.toNanos();
        load.full(inFlight, finished, () -> System.nanoTime() >= warm);
        tell.accept("Cordon: measuring");
        var from = Instant.now();
        var before = Work.now(rig.processes());
        var end = System.nanoTime() + window.toNanos();
        var sent = load.full(inFlight, finished, () -> System.nanoTime() >= end);
        var work = Work.now(rig.processes()).since(before);
        var to = Instant.now();
        LatencyBench.await(() -> database.unfinished() == 0);
        return new Measured(
                rig.cordon().name(),
                database.ended(flows.prefix(), from, to),
                work,
                sent,
                Duration.between(to, Instant.now()));
    }

    private Measured bare(Rig rig, Load load) throws InterruptedException {
        var flows = rig.bare().flows();
        tell.accept("");
        tell.accept("Bare adapter: warming up");
        var warm = System.nanoTime() + warmUp.toNanos();
        load.full(inFlight, flows::finished, () -> System.nanoTime() >= warm);
        tell.accept("Bare adapter: measuring");
        var finishedBefore = flows.finished();
        var before = Work.now(rig.processes());
        var end = System.nanoTime() + window.toNanos();
        var sent = load.full(inFlight, flows::finished, () -> System.nanoTime() >= end);
        var work = Work.now(rig.processes()).since(before);
        var finished = flows.finished() - finishedBefore;
        var to = Instant.now();
        LatencyBench.await(() -> flows.finished() >= flows.taken());
        return new Measured(rig.bare().name(), finished, work, sent, Duration.between(to, Instant.now()));
    }

    private void print(Report report, Rig rig, Measured own, Measured bare) {
        report.table(
                "Closed loop, %d in flight, %d s".formatted(inFlight, window.toSeconds()),
                List.of(
                        "",
                        "finished/s",
                        "finished",
                        "contain p50 ms",
                        "contain p99 ms",
                        "drain s",
                        "CPU ms each",
                        "other cores",
                        "noisy"),
                Stream.of(own, bare).map(ThroughputBench::row).toList());
        report.note("  Ratio cordon / bare adapter, finished/s: %.2f".formatted(own.rate() / bare.rate()));
        var parts = new ArrayList<List<Object>>();
        rig.processes()
                .forEach((name, pid) -> parts.add(List.of(
                        name,
                        own.work().cpu().getOrDefault(name, 0.0) * 1000 / own.finished(),
                        bare.work().cpu().getOrDefault(name, 0.0) * 1000 / bare.finished(),
                        Proc.memoryMib(pid))));
        report.table(
                "CPU of each process, and memory at the end",
                List.of("", "ms per run, cordon", "ms per flow, bare adapter", "MiB"),
                parts);
    }

    private static List<Object> row(Measured measured) {
        var contained = Quantiles.of(measured.flows().stream()
                .filter(flow -> flow.contained != 0)
                .mapToDouble(flow -> (flow.contained - flow.due) / 1e6));
        // what the benchmark and the vendor it plays use is not the contender's
        var cpu = measured.work().cpu().entrySet().stream()
                .filter(part -> !part.getKey().equals("benchmark"))
                .mapToDouble(part -> part.getValue())
                .sum();
        return List.of(
                measured.contender(),
                measured.rate(),
                measured.finished(),
                contained.p50(),
                contained.p99(),
                measured.drain().toMillis() / 1000.0,
                cpu * 1000 / measured.finished(),
                measured.work().otherCores(),
                measured.work().noisy() ? "NOISY" : "");
    }
}
