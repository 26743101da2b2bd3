package dev.cordon.lab;

import dev.cordon.lab.process.Running;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The order things end in: who acts first, who decides next, then what they stand on, side by side.
final class Shutdown {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private Shutdown() {}

    static void stop(List<Running> processes, Consumer<String> tell) {
        var alive = processes.stream().filter(Running::alive).toList();
        Stream.of(PartName.CONNECTORS, PartName.SERVER)
                .flatMap(first -> alive.stream().filter(p -> p.name().equals(first.toString())))
                .forEach(process -> stop(process, tell));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            alive.stream()
                    .filter(Running::alive)
                    .map(process -> CompletableFuture.runAsync(() -> stop(process, tell), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    private static void stop(Running process, Consumer<String> tell) {
        process.stop(GRACE);
        tell.accept("%-12s %s"
                .formatted(process.name(), process.alive() ? "cannot be stopped, pid " + process.pid() : "stopped"));
    }
}
