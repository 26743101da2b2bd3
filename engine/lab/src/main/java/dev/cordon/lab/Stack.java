package dev.cordon.lab;

import dev.cordon.lab.distribution.Cache;
import dev.cordon.lab.process.Part;
import dev.cordon.lab.process.Running;
import dev.cordon.lab.program.Built;
import dev.cordon.lab.setting.ChosenVendors;
import dev.cordon.lab.setting.Folder;
import dev.cordon.lab.setting.Memory;
import dev.cordon.lab.setting.Ports;
import dev.cordon.lab.setting.Problem;
import dev.cordon.lab.setting.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The real local stack, or some of its parts, in one folder.
///
/// ```java
/// try (var stack = new Stack(folder, Ports.free(), EnumSet.of(POSTGRESQL, CAMUNDA), System.out::println).up()) {
///     stack.part(CAMUNDA).kill();
///     stack.part(CAMUNDA).start();
/// }
/// ```
public final class Stack implements AutoCloseable {
    private final Folder folder;
    private final Ports ports;
    private final Secrets secrets;
    private final List<String> vendors;
    private final Consumer<String> tell;
    private final Map<PartName, Part> parts = new EnumMap<>(PartName.class);
    private final Object closing = new Object();
    private Folder.@Nullable Lock lock;
    private volatile boolean ready;
    private volatile boolean closed;

    /// @param vendors what the connectors use
    public Stack(Path folder, Ports ports, Set<PartName> wanted, List<String> vendors, Consumer<String> tell) {
        this.folder = new Folder(folder);
        this.folder.create();
        this.ports = ports;
        this.secrets = this.folder.secrets();
        this.vendors = vendors;
        this.tell = tell;
        var shelf = new Shelf(
                Built.from(System.getenv()), this.folder, ports, secrets, Cache.from(System.getenv()), wanted);
        for (var name : wanted) {
            parts.put(name, new Part(name.toString(), shelf.program(name), ports, this.folder.log(name.toString())));
        }
    }

    public Stack(Path folder, Ports ports, Set<PartName> wanted, Consumer<String> tell) {
        this(folder, ports, wanted, ChosenVendors.DEFAULT, tell);
    }

    /// All parts.
    public Stack(Path folder, Ports ports, Consumer<String> tell) {
        this(folder, ports, EnumSet.allOf(PartName.class), tell);
    }

    public Part part(PartName name) {
        return Objects.requireNonNull(parts.get(name), () -> name + " is not among the parts of this stack");
    }

    public Collection<Part> parts() {
        return List.copyOf(parts.values());
    }

    public Ports ports() {
        return ports;
    }

    public Secrets secrets() {
        return secrets;
    }

    public Folder folder() {
        return folder;
    }

    public boolean closed() {
        return closed;
    }

    /// Starts every part, side by side where nothing speaks against it, and returns when all are ready. When one
    /// fails the others are stopped again.
    public Stack up() {
        lock = folder.lock();
        try {
            Leftovers.stopParts(folder, tell);
            folder.vendors().choose(vendors);
            Memory.requireEnough(System.getenv());
            parts.values().forEach(Part::requirePortsFree);
            keepOldLogs();
            startAll();
            ready = true;
            write();
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Writes down which processes there are now; to be called after one was replaced.
    void write() {
        synchronized (closing) {
            if (!closed) {
                StackContents.of(this, ready, started()).write(folder.stackFile());
            }
        }
    }

    /// Starts one part again, unless the stack is being closed.
    void revive(Part part) {
        synchronized (closing) {
            if (closed) {
                return;
            }
            part.launch();
        }
        write();
        part.awaitReady(Part.START_LIMIT);
    }

    @Override
    public void close() {
        synchronized (closing) {
            if (closed) {
                return;
            }
            closed = true;
        }
        // without the lock the folder, and the file in it, is somebody else's
        var held = lock;
        if (held == null) {
            return;
        }
        var processes = started();
        Shutdown.stop(processes, tell);
        try (held) {
            if (processes.stream().noneMatch(Running::alive)) {
                Files.deleteIfExists(folder.stackFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startAll() {
        var begun = new EnumMap<PartName, CompletableFuture<Void>>(PartName.class);
        var firstFailure = new CompletableFuture<Void>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var name : parts.keySet()) {
                var before = name.after().stream().flatMap(n -> Stream.ofNullable(begun.get(n)));
                var prepared = CompletableFuture.runAsync(
                        () -> part(name).prepare(text -> tell.accept("%-12s %s".formatted(name, text))), threads);
                var started = CompletableFuture.allOf(
                                Stream.concat(before, Stream.of(prepared)).toArray(CompletableFuture<?>[]::new))
                        .thenRunAsync(() -> start(part(name)), threads);
                begun.put(name, started.whenComplete((done, failure) -> {
                    if (failure != null) {
                        firstFailure.completeExceptionally(failure);
                    }
                }));
            }
            var all = CompletableFuture.allOf(begun.values().toArray(CompletableFuture<?>[]::new));
            try {
                CompletableFuture.anyOf(all, firstFailure).join();
            } catch (CompletionException e) {
                close();
                threads.shutdownNow();
                throw e.getCause() instanceof Problem problem ? problem : e;
            }
        }
    }

    private void start(Part part) {
        var from = Instant.now();
        revive(part);
        if (!closed) {
            tell.accept("%-12s ready after %.1f s, port %d"
                    .formatted(
                            part.name(), Duration.between(from, Instant.now()).toMillis() / 1000.0, part.port()));
        }
    }

    private List<Running> started() {
        return parts.values().stream()
                .flatMap(part -> part.lastProcess().stream())
                .toList();
    }

    private void keepOldLogs() {
        for (var part : parts.values()) {
            try {
                if (Files.exists(part.log())) {
                    Files.move(
                            part.log(),
                            part.log().resolveSibling(part.name() + ".previous.log"),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
