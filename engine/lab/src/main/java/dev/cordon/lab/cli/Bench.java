package dev.cordon.lab.cli;

import dev.cordon.lab.bench.ConnectorsBench;
import dev.cordon.lab.bench.LatencyBench;
import dev.cordon.lab.bench.MemoryBench;
import dev.cordon.lab.bench.ThroughputBench;
import dev.cordon.lab.bench.intake.IntakeBench;
import dev.cordon.lab.setting.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT",
        description =
                "Measure the real stack beside a bare adapter on the same broker. The vendor is simulated. "
                        + "Starts everything itself, on ports of its own, and stops it again. Status 0 only if nothing was lost.")
final class Bench {
    private static final String DATA = "${env:CORDON_BENCH_DATA:-.cordon/bench}";

    @Command(
            mixinStandardHelpOptions = true,
            description = "From sending an alert to the vendor's being asked to contain, at 1/s and at 10/s.")
    int latency(
            @Option(names = "--data", defaultValue = DATA, description = "Where data and results go.") Path data,
            @Option(
                            names = "--seconds",
                            split = ",",
                            defaultValue = "30,40",
                            description = "How long at 1/s and at 10/s, for each contender (default: 30,40).")
                    List<Integer> seconds,
            @Option(names = "--warm-up", defaultValue = "300", description = "Alerts before that (default: 300).")
                    int warmUp,
            @Option(
                            names = "--pending",
                            defaultValue = "0",
                            description = "Milliseconds the simulated vendor takes to contain (default: 0).")
                    int pending)
            throws Exception {
        if (seconds.size() != 2) {
            throw new Problem("--seconds takes two numbers, for example 30,40.");
        }
        return status(new LatencyBench(data, seconds, warmUp, Duration.ofMillis(pending), Terminal::say).run());
    }

    @Command(mixinStandardHelpOptions = true, description = "How many alerts a second are carried to the end.")
    int throughput(
            @Option(names = "--data", defaultValue = DATA, description = "Where data and results go.") Path data,
            @Option(names = "--in-flight", defaultValue = "32", description = "Unfinished at a time (default: 32).")
                    int inFlight,
            @Option(names = "--seconds", defaultValue = "40", description = "How long, for each (default: 40).")
                    int seconds,
            @Option(names = "--warm-up", defaultValue = "20", description = "Seconds before that (default: 20).")
                    int warmUp,
            @Option(
                            names = "--pending",
                            defaultValue = "0",
                            description = "Milliseconds the simulated vendor takes to contain (default: 0).")
                    int pending)
            throws Exception {
        return status(new ThroughputBench(
                        data,
                        inFlight,
                        Duration.ofSeconds(seconds),
                        Duration.ofSeconds(warmUp),
                        Duration.ofMillis(pending),
                        Terminal::say)
                .run());
    }

    @Command(mixinStandardHelpOptions = true, description = "Memory when nothing happens, and time to get ready.")
    int memory(
            @Option(names = "--data", defaultValue = DATA, description = "Where data and results go.") Path data,
            @Option(names = "--idle", defaultValue = "60", description = "Seconds to wait before (default: 60).")
                    int idle)
            throws Exception {
        return status(new MemoryBench(data, Duration.ofSeconds(idle), Terminal::say).run());
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "CPU of the connectors for each action, and their memory while many actions wait.")
    int connectors(
            @Option(names = "--data", defaultValue = DATA, description = "Where data and results go.") Path data,
            @Option(
                            names = "--runs",
                            defaultValue = "2000",
                            description = "Runs the CPU is measured over (default: 2000).")
                    int runs,
            @Option(names = "--waiting", defaultValue = "2000", description = "Pending at a time (default: 2000).")
                    int waiting)
            throws Exception {
        return status(new ConnectorsBench(data, runs, waiting, Terminal::say).run());
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "How many alerts a second are accepted and durable, beside plain inserts into the same database, "
                            + "with few and with many alerts stored before.")
    int intake(
            @Option(names = "--data", defaultValue = DATA, description = "Where data and results go.") Path data,
            @Option(
                            names = "--stored",
                            split = ",",
                            defaultValue = "10000,100000,1000000",
                            description = "Alerts stored before, ascending (default: ${DEFAULT-VALUE}).")
                    List<Long> stored,
            @Option(
                            names = "--seconds",
                            defaultValue = "60",
                            description = "How long each measurement takes (default: ${DEFAULT-VALUE}).")
                    int seconds,
            @Option(
                            names = "--connections",
                            defaultValue = "32",
                            description = "Of the closed loop (default: ${DEFAULT-VALUE}).")
                    int connections,
            @Option(
                            names = "--ceiling",
                            split = ",",
                            defaultValue = "1,4,16",
                            description =
                                    "Connections of the plain inserts; 16 is the server's pool (default: ${DEFAULT-VALUE}).")
                    List<Integer> ceiling,
            @Option(
                            names = "--warm-up",
                            defaultValue = "40",
                            description = "Seconds before the first measurement (default: ${DEFAULT-VALUE}).")
                    int warmUp)
            throws Exception {
        if (!stored.equals(stored.stream().sorted().toList()) || stored.getFirst() < 0) {
            throw new Problem("--stored takes numbers in ascending order, for example 10000,100000,1000000.");
        }
        if (seconds < 1 || warmUp < 0 || connections < 1 || ceiling.stream().anyMatch(number -> number < 1)) {
            throw new Problem("Seconds and connections are at least 1.");
        }
        return status(new IntakeBench(
                        data,
                        stored,
                        Duration.ofSeconds(seconds),
                        connections,
                        ceiling,
                        Duration.ofSeconds(warmUp),
                        Terminal::say)
                .run());
    }

    private static int status(boolean good) {
        return good ? 0 : 1;
    }
}
