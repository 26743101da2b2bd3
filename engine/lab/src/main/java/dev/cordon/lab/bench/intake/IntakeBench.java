package dev.cordon.lab.bench.intake;

import dev.cordon.lab.Stack;
import dev.cordon.lab.StackFile;
import dev.cordon.lab.bench.Proc;
import dev.cordon.lab.bench.Report;
import dev.cordon.lab.bench.Work;
import dev.cordon.lab.bench.intake.Level.Measured;
import dev.cordon.lab.setting.Folder;
import dev.cordon.lab.setting.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// How many alerts a second are accepted and durable, and how long each answer takes, beside single-row
/// inserts into the same database in the same run; with few and with many alerts stored before. Always in a
/// stack that is made for it and deleted afterwards.
///
/// @param stored how many alerts there are before each measurement, ascending
/// @param length of each measurement
/// @param connections of the closed loop
/// @param ceilings connections of the inserts that are compared with
public record IntakeBench(
        Path folder,
        List<Long> stored,
        Duration length,
        int connections,
        List<Integer> ceilings,
        Duration warmUp,
        Consumer<String> tell) {
    /// This process.
    static final String LOAD = "load";

    private static final double STEADY_SHARE = 0.8;
    /// So many that none is missed when an answer is late.
    private static final int STEADY_HANDS = 128;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// @return whether everything that was accepted is there
    public boolean run() throws Exception {
        Proc.require();
        var run = Long.toString(System.currentTimeMillis(), 36).toUpperCase(Locale.ROOT);
        var own = new Folder(folder.resolve("intake-" + run));
        var report = new Report("intake", tell);
        try (var stack = new Stack(own.root(), Ports.free(), tell)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(stack, own)));
            try {
                stack.up();
                try (var owner = new Owner(stack)) {
                    return new Run(run, stack, owner, report).all();
                }
            } finally {
                discard(stack, own);
            }
        }
    }

    /// However it ends, gigabytes do not stay behind.
    private static synchronized void discard(Stack stack, Folder own) {
        stack.close();
        try {
            Folder.delete(own.root());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Run {
        private final String name;
        private final StackFile file;
        private final Owner owner;
        private final Report report;
        private final Map<String, Long> processes = new LinkedHashMap<>();
        private int phases;

        Run(String name, Stack stack, Owner owner, Report report) {
            this.name = name;
            this.owner = owner;
            this.report = report;
            file = StackFile.read(stack.folder().stackFile()).orElseThrow();
            stack.parts()
                    .forEach(part -> processes.put(part.name(), part.running().pid()));
            processes.put(LOAD, ProcessHandle.current().pid());
        }

        boolean all() throws SQLException, InterruptedException, IOException {
            facts();
            var levels = new ArrayList<Level>();
            try (var filling = new Filling(owner, stored.getLast(), tell)) {
                for (var wanted : stored) {
                    levels.add(level(filling, wanted, levels.isEmpty()));
                }
            }
            new IntakeReport(report, levels, connections, STEADY_SHARE).print();
            report.write(folder);
            return levels.stream()
                    .allMatch(level -> level.full().verdict().good()
                            && level.steady().verdict().good());
        }

        private void facts() throws SQLException {
            report.fact("vendor", "not asked: nothing starts a run");
            report.fact("postgresql", owner.version());
            for (var setting : List.of("fsync", "synchronous_commit", "wal_sync_method", "shared_buffers")) {
                report.fact(setting, owner.setting(setting));
            }
            report.fact("length", length.toSeconds() + " s each, after a warm-up of " + warmUp.toSeconds() + " s");
            report.fact("mix", "of ten requests 7 a new alert, 2 a repeat, 1 a batch of " + Mix.BATCH + " new ones");
            report.facts();
        }

        private Level level(Filling filling, long wanted, boolean first) throws SQLException, InterruptedException {
            tell.accept("");
            tell.accept("Filling up to %,d alerts".formatted(wanted));
            filling.add(Math.max(0, wanted - owner.number("select count(*) from alert")));
            owner.run("vacuum (analyze) alert, incident, timeline_entry, timeline_head, outbox");
            owner.checkpoint();
            var before = owner.number("select count(*) from alert");
            tell.accept("Measuring with %,d stored".formatted(before));
            var rates = new Ceiling(owner, length.dividedBy(ceilings.size()), processes).measure(ceilings);
            // the machine's code is warm after the first time, the database's memory is not
            measure(0, first ? warmUp : warmUp.dividedBy(4));
            var full = measure(0, length);
            return new Level(before, rates, full, measure(full.requests() * STEADY_SHARE, length));
        }

        /// @param rate requests a second; 0 for as many as it takes
        private Measured measure(double rate, Duration time) throws SQLException, InterruptedException {
            owner.checkpoint();
            var mix = new Mix(name + "-" + ++phases, file.server(), file.sources());
            var memory = memory();
            var begun = Work.now(processes);
            var tally = rate == 0
                    ? new Volley(mix, connections).full(time)
                    : new Volley(mix, STEADY_HANDS).steady(rate, time);
            var work = Work.now(processes).since(begun);
            var after = memory();
            var backlog = owner.number("select count(*) from outbox");
            var drain = drained();
            var verdict = Verdict.of(owner, mix.phase(), tally);
            var measured = new Measured(tally, work, rate, memory, after, backlog, drain, verdict);
            tell.accept(
                    "  %s: %.0f requests/s, %.0f accepted/s, %.0f stored/s, p99 %.0f ms, backlog %d, drained in %.1f s"
                            .formatted(
                                    rate == 0 ? "closed" : "open",
                                    measured.requests(),
                                    measured.accepted(),
                                    measured.stored(),
                                    tally.latency().p99(),
                                    backlog,
                                    drain.toMillis() / 1000.0));
            return measured;
        }

        private Map<String, Double> memory() {
            var memory = new LinkedHashMap<String, Double>();
            processes.forEach((process, pid) -> memory.put(process, Proc.memoryMib(pid)));
            return memory;
        }

        /// Until every promise is kept; what is not in time is found unrouted.
        private Duration drained() throws SQLException, InterruptedException {
            var begun = System.nanoTime();
            while (owner.number("select count(*) from outbox") > 0 && System.nanoTime() - begun < PATIENCE.toNanos()) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }
}
