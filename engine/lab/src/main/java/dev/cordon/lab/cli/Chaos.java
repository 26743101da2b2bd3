package dev.cordon.lab.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.lab.PartName;
import dev.cordon.lab.Stack;
import dev.cordon.lab.chaos.Blow;
import dev.cordon.lab.chaos.Findings;
import dev.cordon.lab.chaos.KillRun;
import dev.cordon.lab.chaos.Site;
import dev.cordon.lab.chaos.storm.Storm;
import dev.cordon.lab.setting.Ports;
import dev.cordon.lab.setting.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = "Break a stack of its own, part by part, while containments are under way, and count what went "
                + "wrong. Status 0 only if nothing did.")
final class Chaos implements Callable<Integer> {
    @Option(
            names = "--data",
            scope = ScopeType.INHERIT,
            defaultValue = ".cordon/chaos",
            paramLabel = "FOLDER",
            description = "Where the stack that is broken lives (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".cordon/chaos");

    @Override
    public Integer call() throws Exception {
        return on(site -> {
            var failed = 0;
            for (var blow : Blow.values()) {
                try {
                    blow.strike(site);
                    Terminal.say("  survived  " + blow.words());
                } catch (Problem e) {
                    failed++;
                    Terminal.say("  FAILED    " + blow.words() + System.lineSeparator() + e.getMessage());
                }
            }
            return report(site.check()) && failed == 0;
        });
    }

    @Command(
            name = "kill",
            mixinStandardHelpOptions = true,
            description = "Send many alerts at once, kill -9 when half of the hosts are contained, restart, count.")
    int kill(
            @Option(
                            names = "--what",
                            split = ",",
                            defaultValue = "connectors,server",
                            description = "Who is killed (default: ${DEFAULT-VALUE}): ${COMPLETION-CANDIDATES}.")
                    Set<PartName> what,
            @Option(names = "--alerts", defaultValue = "200", description = "How many (default: ${DEFAULT-VALUE}).")
                    int alerts,
            @Option(names = "--rate", defaultValue = "200", description = "Per second (default: ${DEFAULT-VALUE}).")
                    int rate)
            throws Exception {
        if (what.contains(PartName.RANGE)) {
            throw new Problem("The range is the witness. It is never killed.");
        }
        return on(site -> {
            var result = new KillRun(site, EnumSet.copyOf(what), alerts, rate).run();
            Terminal.say(result.table());
            Terminal.say(result.json().toString());
            return report(site.check()) && result.perfect();
        });
    }

    @Command(
            name = "storm",
            mixinStandardHelpOptions = true,
            description =
                    "Send very many alerts about few hosts, while somebody reads at the console and a run goes on.")
    int storm(
            @Option(names = "--alerts", defaultValue = "10000", description = "How many (default: ${DEFAULT-VALUE}).")
                    int alerts,
            @Option(names = "--hosts", defaultValue = "50", description = "About how many (default: ${DEFAULT-VALUE}).")
                    int hosts,
            @Option(names = "--seconds", defaultValue = "60", description = "Within (default: ${DEFAULT-VALUE}).")
                    int seconds,
            @Option(
                            names = "--bound",
                            defaultValue = "1000",
                            description = "Milliseconds that the console may wait, at the 99th percentile "
                                    + "(default: ${DEFAULT-VALUE}).")
                    int bound)
            throws Exception {
        if (alerts < 1 || hosts < 1 || seconds < 1) {
            throw new Problem("Alerts, hosts and seconds are at least 1.");
        }
        return on(site -> {
            var result = new Storm(site, alerts, hosts, Duration.ofSeconds(seconds), Duration.ofMillis(bound)).run();
            Terminal.say(result.table());
            Terminal.say(result.json().toString());
            return report(site.check()) && result.perfect();
        });
    }

    private interface Part {
        boolean play(Site site) throws Exception;
    }

    private int on(Part part) throws Exception {
        try (var stack = new Stack(data, Ports.free(), Terminal::say)) {
            var closing = new Thread(stack::close);
            Runtime.getRuntime().addShutdownHook(closing);
            stack.up();
            try (var site = new Site(stack)) {
                return part.play(site) ? 0 : 1;
            }
        }
    }

    private static boolean report(Findings findings) {
        Terminal.say(findings.table());
        Terminal.say(JsonNodeFactory.instance
                .objectNode()
                .<com.fasterxml.jackson.databind.node.ObjectNode>set("counts", findings.json())
                .toString());
        return findings.none();
    }
}
