package dev.cordon.lab.cli;

import dev.cordon.lab.PartName;
import dev.cordon.lab.StackFile;
import dev.cordon.lab.process.Running;
import dev.cordon.lab.setting.Folder;
import dev.cordon.lab.setting.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Teaches the connectors of a stack that is up more vendors: adds them to its list and ends the connectors, which the
/// stack's supervisor then starts again, now with that list. What they were doing is finished by the new ones.
final class MoreVendors {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Folder folder;
    private final Consumer<String> tell;

    MoreVendors(Folder folder, Consumer<String> tell) {
        this.folder = folder;
        this.tell = tell;
    }

    void require(StackFile stack, List<String> wanted) throws InterruptedException {
        if (stack.vendors().containsAll(wanted)) {
            return;
        }
        var connectors = connectors(stack)
                .filter(running -> stack.ready() && stack.supervisor().alive())
                .orElseThrow(
                        () -> new Problem("This stack does not use %s. Start one that does: ./cordon up --vendors %s"
                                .formatted(String.join(" and ", wanted), String.join(",", wanted))));
        var missing = folder.vendors().add(wanted);
        tell.accept("Starting the connectors again, so that they use %s too.".formatted(String.join(" and ", missing)));
        connectors.stop(STOP_LIMIT);
        var deadline = Instant.now().plus(PATIENCE);
        while (!restarted(connectors)) {
            if (Instant.now().isAfter(deadline)) {
                throw new Problem("The connectors did not come back within %d s; see ./cordon logs connectors"
                        .formatted(PATIENCE.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private boolean restarted(Running before) {
        return StackFile.read(folder.stackFile())
                .flatMap(MoreVendors::connectors)
                .filter(now -> now.pid() != before.pid())
                .isPresent();
    }

    private static Optional<Running> connectors(StackFile stack) {
        return stack.processes().stream()
                .filter(process -> process.name().equals(PartName.CONNECTORS.toString()))
                .filter(Running::alive)
                .findFirst();
    }
}
