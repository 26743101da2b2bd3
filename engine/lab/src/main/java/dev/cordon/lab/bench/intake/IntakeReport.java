package dev.cordon.lab.bench.intake;

import static dev.cordon.lab.bench.intake.IntakeBench.LOAD;

import dev.cordon.lab.PartName;
import dev.cordon.lab.bench.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The levels side by side, and whether they are what they should be.
record IntakeReport(Report report, List<Level> levels, int connections, double share) {
    private static final double CEILING = 0.5;
    private static final double P99_MILLIS = 250;
    /// Two measurements of the same thing on one machine differ by that.
    private static final double SAME = 0.15;

    private static final String SERVER = PartName.SERVER.toString();
    private static final String DATABASE = PartName.POSTGRESQL.toString();

    void print() {
        ceilings();
        full();
        steady();
        cpu();
        memory();
        verdicts();
        aims();
    }

    private void ceilings() {
        report.table(
                "The database alone: single-row inserts of the same size, a durable commit each",
                List.of(
                        "stored before",
                        "connections",
                        "rows/s",
                        "p50 ms",
                        "p99 ms",
                        "load cores",
                        "other cores",
                        "noisy"),
                levels.stream()
                        .flatMap(level -> level.ceilings().stream()
                                .<List<Object>>map(rate -> List.of(
                                        level.stored(),
                                        rate.connections(),
                                        rate.perSecond(),
                                        rate.latency().p50(),
                                        rate.latency().p99(),
                                        rate.work().cpu().getOrDefault(LOAD, 0.0)
                                                / rate.work().seconds(),
                                        rate.work().otherCores(),
                                        noise(rate.work().noisy()))))
                        .toList());
    }

    private void full() {
        report.table(
                "Closed loop, %d connections".formatted(connections),
                List.of(
                        "stored before",
                        "requests/s",
                        "accepted/s",
                        "stored/s",
                        "of the best ceiling",
                        "refused",
                        "failed",
                        "p50 ms",
                        "p99 ms",
                        "backlog",
                        "drain s",
                        "other cores",
                        "noisy"),
                levels.stream().map(IntakeReport::full).toList());
    }

    private static List<Object> full(Level level) {
        var full = level.full();
        return List.of(
                level.stored(),
                full.requests(),
                full.accepted(),
                full.stored(),
                level.share(),
                full.tally().refused(),
                full.tally().failed(),
                full.tally().latency().p50(),
                full.tally().latency().p99(),
                full.backlog(),
                full.drain().toMillis() / 1000.0,
                full.work().otherCores(),
                noise(full.work().noisy()));
    }

    private void steady() {
        report.table(
                "Open loop, %.0f %% of that, time counted from when each was due".formatted(share * 100),
                List.of(
                        "stored before",
                        "requests/s",
                        "n",
                        "p50 ms",
                        "p95 ms",
                        "p99 ms",
                        "max ms",
                        "refused",
                        "failed",
                        "late by ms",
                        "backlog",
                        "drain s",
                        "other cores",
                        "noisy"),
                levels.stream().map(IntakeReport::steady).toList());
    }

    private static List<Object> steady(Level level) {
        var steady = level.steady();
        return Stream.of(
                        Stream.of((Object) level.stored(), steady.rate()),
                        steady.tally().latency().cells().stream(),
                        Stream.of(
                                (Object) steady.tally().refused(),
                                steady.tally().failed(),
                                steady.tally().late(),
                                steady.backlog(),
                                steady.drain().toMillis() / 1000.0,
                                steady.work().otherCores(),
                                noise(steady.work().noisy())))
                .flatMap(cells -> cells)
                .toList();
    }

    private void cpu() {
        var rows = new ArrayList<List<Object>>();
        for (var level : levels) {
            for (var process : processes()) {
                rows.add(List.of(
                        level.stored(),
                        process,
                        level.full().cpu(process),
                        level.steady().cpu(process),
                        level.full().cores(process)));
            }
        }
        report.table(
                "CPU of each process",
                List.of("stored before", "", "ms per accepted alert, closed", "open", "cores, closed"),
                rows);
    }

    private void memory() {
        var rows = new ArrayList<List<Object>>();
        for (var level : levels) {
            for (var process : List.of(SERVER, DATABASE)) {
                rows.add(List.of(
                        level.stored(),
                        process,
                        level.full().before().getOrDefault(process, 0.0),
                        level.full().after().getOrDefault(process, 0.0),
                        level.steady().after().getOrDefault(process, 0.0)));
            }
        }
        report.table("Memory, MiB", List.of("stored before", "", "before", "after closed", "after open"), rows);
    }

    private void verdicts() {
        var rows = new ArrayList<List<Object>>();
        for (var level : levels) {
            rows.add(level.full().verdict().cells("%,d closed".formatted(level.stored())));
            rows.add(level.steady().verdict().cells("%,d open".formatted(level.stored())));
        }
        report.table(
                "What became of all alerts",
                List.of("", "accepted", "stored", "lost", "incidents miscounted", "unrouted"),
                rows);
    }

    private void aims() {
        for (var level : levels) {
            aim(
                    level.share() >= CEILING,
                    "%,d stored: %.2f of the ceiling (aim: at least %.1f)"
                            .formatted(level.stored(), level.share(), CEILING));
            var tally = level.steady().tally();
            aim(
                    tally.latency().p99() < P99_MILLIS && tally.refused() == 0 && tally.failed() == 0,
                    "%,d stored: p99 %.0f ms at %.0f %%, %d refused or failed (aim: below %.0f, none)"
                            .formatted(
                                    level.stored(),
                                    tally.latency().p99(),
                                    share * 100,
                                    tally.refused() + tally.failed(),
                                    P99_MILLIS));
        }
        if (levels.size() > 1) {
            growth();
        }
        var mute = levels.stream()
                .mapToLong(level ->
                        level.full().tally().mute() + level.steady().tally().mute())
                .sum();
        aim(mute == 0, "%d refusals without Retry-After (aim: none)".formatted(mute));
    }

    private void growth() {
        var first = levels.getFirst();
        var last = levels.getLast();
        var cost = cost(last) / cost(first);
        aim(
                cost <= 1 + SAME,
                "CPU of server and database per alert with %,d stored is %.2f of that with %,d (aim: at most %.2f)"
                        .formatted(last.stored(), cost, first.stored(), 1 + SAME));
        var rate = last.full().stored() / first.full().stored();
        aim(
                rate >= 1 - SAME,
                "Stored/s with %,d stored is %.2f of that with %,d (aim: at least %.2f)"
                        .formatted(last.stored(), rate, first.stored(), 1 - SAME));
        var memory = last.steady().after().getOrDefault(SERVER, 0.0)
                / first.steady().after().getOrDefault(SERVER, 0.0);
        aim(
                memory <= 1 + SAME,
                "The server's memory at the end is %.2f of that after the first level (aim: at most %.2f)"
                        .formatted(memory, 1 + SAME));
    }

    private static double cost(Level level) {
        return level.full().cpu(SERVER) + level.full().cpu(DATABASE);
    }

    private void aim(boolean met, String words) {
        report.note("  %-6s %s".formatted(met ? "met" : "MISSED", words));
    }

    private Set<String> processes() {
        return levels.getFirst().full().work().cpu().keySet();
    }

    private static String noise(boolean noisy) {
        return noisy ? "NOISY" : "";
    }
}
