package dev.cordon.lab.cli;

import dev.cordon.lab.PartName;
import dev.cordon.lab.Stack;
import dev.cordon.lab.StackFile;
import dev.cordon.lab.Supervision;
import dev.cordon.lab.range.Range;
import dev.cordon.lab.setting.ChosenVendors;
import dev.cordon.lab.setting.Ports;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Start the local stack and stay until Ctrl-C. What dies meanwhile is started again.")
final class Up implements Callable<Integer> {
    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = {"-d", "--detach"},
            description = "Return when the stack is ready; ./cordon down stops it.")
    private boolean detach;

    /// What is said into a log names no passwords.
    @Option(names = "--without-accounts", hidden = true)
    private boolean withoutAccounts;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "Only these parts, for example to run the server from an IDE: ${COMPLETION-CANDIDATES}.")
    private Set<PartName> only = EnumSet.allOf(PartName.class);

    @Option(
            names = "--vendors",
            split = ",",
            defaultValue = "crowdstrike,keycloak",
            paramLabel = "VENDOR",
            description = "What the connectors use (default: ${DEFAULT-VALUE}). All but keycloak are simulated by the "
                    + "range, which says at its address which ones it plays.")
    private List<String> vendors = ChosenVendors.DEFAULT;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requirePlayed(vendors);
        return detach ? new Detached(data.folder()).start(only, vendors) : stay();
    }

    static void requirePlayed(Collection<String> vendors) {
        var known = new TreeSet<>(Range.vendors());
        known.add(ChosenVendors.KEYCLOAK);
        for (var vendor : vendors) {
            if (!known.contains(vendor)) {
                throw new Problem(
                        "There is no vendor '%s' here. There are: %s".formatted(vendor, String.join(", ", known)));
            }
        }
    }

    private int stay() throws InterruptedException {
        var begun = Instant.now();
        var told = new AtomicBoolean();
        var stopped = new CountDownLatch(1);
        var stack = new Stack(data.folder().root(), Ports.from(System.getenv()), only, vendors, Terminal::say);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            told.set(true);
            stack.close();
            stopped.countDown();
        }));
        try {
            stack.up();
        } catch (Problem e) {
            if (told.get()) {
                stopped.await();
            }
            throw e;
        }
        new Supervision(stack, Terminal::say).begin();
        if (!withoutAccounts) {
            StackFile.read(data.folder().stackFile()).ifPresent(Terminal::summary);
        }
        Terminal.say("Ready after %d s. Ctrl-C or ./cordon down stops everything."
                .formatted(Duration.between(begun, Instant.now()).toSeconds()));
        stopped.await();
        return 0;
    }
}
