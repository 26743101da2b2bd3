package dev.cordon.lab.bench;

import dev.cordon.lab.PartName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// What the connectors cost: CPU for each action when the vendor answers at once, beside the bare adapter, which makes
/// the same vendor calls and takes the same jobs; and memory while many actions wait for a vendor that is slow.
///
/// @param runs how many containments the CPU is measured over
/// @param waiting how many actions are to wait at the same time
public record ConnectorsBench(Path folder, int runs, int waiting, Consumer<String> tell) {
    private static final int IN_FLIGHT = 16;
    private static final int WARM_UP = 1500;
    /// A run of isolate-host is two actions: find the host, isolate it.
    private static final int ACTIONS = 2;

    private static final double CPU_MILLIS = 1;
    private static final double MEMORY_MIB = 512;
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration WATCH = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// @return whether both stay below what they may cost, and nothing was asked for twice
    public boolean run() throws Exception {
        Proc.require();
        var report = new Report("connectors", tell);
        var cheap = cpu(report);
        return memory(report) && cheap;
    }

    private boolean cpu(Report report) throws Exception {
        try (var rig = new Rig(folder, tell).up(Duration.ZERO);
                var database = new Database(rig.stack());
                var ours = new Load(rig.cordon());
                var theirs = new Load(rig.bare())) {
            report.fact("actions", "%d runs of %d actions each, %d in flight".formatted(runs, ACTIONS, IN_FLIGHT));
            report.facts();
            var connectors = PartName.CONNECTORS.toString();
            tell.accept("Connectors: warming up, then measuring");
            var own = measured(rig, ours, () -> database.finished(rig.cordon().flows()), connectors);
            tell.accept("Bare adapter: warming up, then measuring");
            var bare = measured(rig, theirs, rig.bare().flows()::finished, "bare-adapter");
            var added = (own - bare) / ACTIONS;
            report.table(
                    "CPU of the worker process, the vendor at once",
                    List.of("", "ms per run", "ms per action"),
                    List.of(
                            List.of("connectors", own, own / ACTIONS),
                            List.of("bare adapter", bare, bare / ACTIONS),
                            List.of("added by the connectors", own - bare, added)));
            report.note("  Added for each action: %.2f ms of CPU (aim: at most %.0f)".formatted(added, CPU_MILLIS));
            return added <= CPU_MILLIS;
        }
    }

    private double measured(Rig rig, Load load, LongSupplier finished, String process) throws InterruptedException {
        var warm = finished.getAsLong() + WARM_UP;
        load.full(IN_FLIGHT, finished, () -> finished.getAsLong() >= warm);
        var from = finished.getAsLong();
        var before = Work.now(rig.processes());
        load.full(IN_FLIGHT, finished, () -> finished.getAsLong() - from >= runs);
        var work = Work.now(rig.processes()).since(before);
        return work.cpu().getOrDefault(process, 0.0) * 1000 / (finished.getAsLong() - from);
    }

    private boolean memory(Report report) throws Exception {
        try (var rig = new Rig(folder, tell).up(LONG);
                var load = new Load(rig.cordon())) {
            var flows = rig.cordon().flows();
            tell.accept("Asking for %d containments that will not show".formatted(waiting));
            load.full(waiting, () -> 0, () -> flows.taken() >= waiting);
            await(() -> asked(flows) >= waiting);
            var pid = rig.processes().getOrDefault(PartName.CONNECTORS.toString(), 0L);
            var most = 0.0;
            for (var end = Instant.now().plus(WATCH); Instant.now().isBefore(end); ) {
                most = Math.max(most, Proc.memoryMib(pid));
                TimeUnit.MILLISECONDS.sleep(500);
            }
            var doubled =
                    flows.all().stream().filter(flow -> flow.contains.get() > 1).count();
            report.table(
                    "Connectors with %d actions pending at the vendor, watched for %d s"
                            .formatted(waiting, WATCH.toSeconds()),
                    List.of("", "pending", "asked twice", "MiB at most"),
                    List.of(List.of("connectors", asked(flows), doubled, most)));
            report.note("  %.0f MiB (aim: below %.0f)".formatted(most, MEMORY_MIB));
            report.write(rig.stack().folder().root());
            return most < MEMORY_MIB && doubled == 0;
        }
    }

    private static long asked(Flows flows) {
        return flows.all().stream().filter(flow -> flow.contains.get() > 0).count();
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        while (!done.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("not all of them were asked for in " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
