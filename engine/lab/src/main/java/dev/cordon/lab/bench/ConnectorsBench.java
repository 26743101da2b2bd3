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
    /// Before, what is measured is mostly the virtual machine's interpreter.
    private static final int WARM_UP = 10_000;
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
            var added = own.running() - bare.running();
            report.table(
                    "CPU of the worker process, the vendor at once",
                    List.of("", "ms per run", "of it compiling", "ms per action", "others' cores"),
                    List.of(own.row("connectors"), bare.row("bare adapter")));
            report.note("  Added for each action: %.2f ms of CPU besides compiling (aim: at most %.0f), %.2f with it"
                    .formatted(added, CPU_MILLIS, (own.all() - bare.all()) / ACTIONS));
            return added <= CPU_MILLIS;
        }
    }

    /// What one run costs a process, in milliseconds of CPU.
    ///
    /// @param compiling what the virtual machine spent on itself; after an hour it spends that no more
    private record Cost(double all, double compiling, double otherCores) {
        double running() {
            return (all - compiling) / ACTIONS;
        }

        List<Object> row(String name) {
            return List.of(name, all, compiling, running(), otherCores);
        }
    }

    private Cost measured(Rig rig, Load load, LongSupplier finished, String process) throws InterruptedException {
        var warm = finished.getAsLong() + WARM_UP;
        load.full(IN_FLIGHT, finished, () -> finished.getAsLong() >= warm);
        var pid = rig.processes().getOrDefault(process, 0L);
        var from = finished.getAsLong();
        var before = Work.now(rig.processes());
        var compiled = Proc.compilingSeconds(pid);
        load.full(IN_FLIGHT, finished, () -> finished.getAsLong() - from >= runs);
        var work = Work.now(rig.processes()).since(before);
        var each = 1000.0 / (finished.getAsLong() - from);
        return new Cost(
                work.cpu().getOrDefault(process, 0.0) * each,
                (Proc.compilingSeconds(pid) - compiled) * each,
                work.otherCores());
    }

    private boolean memory(Report report) throws Exception {
        try (var rig = new Rig(folder, tell).up(LONG);
                var database = new Database(rig.stack());
                var load = new Load(rig.cordon())) {
            var flows = rig.cordon().flows();
            tell.accept("Asking for %d containments that will not show".formatted(waiting));
            var begun = System.nanoTime();
            load.full(waiting, () -> 0, () -> flows.taken() >= waiting);
            await(() -> asked(flows) >= waiting);
            var took = (System.nanoTime() - begun) / 1e9;
            var watched = watched(rig, database);
            var doubled =
                    flows.all().stream().filter(flow -> flow.contains.get() > 1).count();
            report.table(
                    "Connectors with %d actions pending at the vendor, watched for %d s"
                            .formatted(waiting, WATCH.toSeconds()),
                    List.of("", "asked", "within s", "pending at least", "asked twice", "cores", "MiB at most"),
                    List.of(List.of(
                            "connectors",
                            asked(flows),
                            took,
                            watched.pending(),
                            doubled,
                            watched.cores(),
                            watched.mib())));
            report.note("  %.0f MiB (aim: below %.0f)".formatted(watched.mib(), MEMORY_MIB));
            report.write(rig.stack().folder().root());
            return watched.mib() < MEMORY_MIB && watched.pending() >= waiting && doubled == 0;
        }
    }

    /// @param pending how many the ledger knew as asked for and not settled, at its lowest
    /// @param cores what looking at them took of the machine
    private record Watched(long pending, double cores, double mib) {}

    private Watched watched(Rig rig, Database database) throws Exception {
        var connectors = PartName.CONNECTORS.toString();
        // the last of them are known as asked for when their delivery is given back
        await(() -> database.pending() >= waiting);
        var before = Work.now(rig.processes());
        var least = Long.MAX_VALUE;
        var most = 0.0;
        for (var end = Instant.now().plus(WATCH); Instant.now().isBefore(end); ) {
            least = Math.min(least, database.pending());
            most = Math.max(most, Proc.memoryMib(rig.processes().getOrDefault(connectors, 0L)));
            TimeUnit.MILLISECONDS.sleep(500);
        }
        var work = Work.now(rig.processes()).since(before);
        return new Watched(least, work.cpu().getOrDefault(connectors, 0.0) / work.seconds(), most);
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
