package dev.cordon.lab.process;

import dev.cordon.lab.setting.Ports;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One part of the stack: a program, and the process that runs it now, if any. It leads a session of its own, so that
/// Ctrl-C at the terminal reaches only the one who stops the parts in order.
public final class Part {
    public static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final List<String> OWN_SESSION = ownSession();

    private final String name;
    private final Program program;
    private final Ports ports;
    private final Path log;
    private @Nullable Process process;
    private @Nullable Running running;

    public Part(String name, Program program, Ports ports, Path log) {
        this.name = name;
        this.program = program;
        this.ports = ports;
        this.log = log;
    }

    public String name() {
        return name;
    }

    public int port() {
        return ports.of(program.ports().getFirst());
    }

    public Path log() {
        return log;
    }

    /// The process as it is now; throws when it was never started.
    public synchronized Running running() {
        if (running == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return running;
    }

    /// The process as it is or was last; empty before the first start.
    public synchronized Optional<Running> lastProcess() {
        return Optional.ofNullable(running);
    }

    public synchronized boolean alive() {
        return running != null && running.alive();
    }

    public void prepare(Consumer<String> progress) {
        try {
            program.prepare(progress);
        } catch (IOException e) {
            throw new Problem("%s cannot be prepared: %s".formatted(name, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while preparing " + name, e);
        }
    }

    public void requirePortsFree() {
        ports.requireFree(program.ports());
    }

    /// Starts the process and returns at once.
    public synchronized void launch() {
        if (alive()) {
            throw new IllegalStateException(name + " is already running");
        }
        requirePortsFree();
        try {
            var command = program.command();
            var line = new ArrayList<>(OWN_SESSION);
            line.addAll(command.arguments());
            var builder = new ProcessBuilder(line)
                    .directory(command.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().putAll(command.environment());
            var started = builder.start();
            process = started;
            running = Running.of(name, started.toHandle(), log, program.stopSignal());
        } catch (IOException e) {
            throw new Problem("%s cannot be started: %s".formatted(name, e.getMessage()), e);
        }
    }

    /// Returns when it does its work; throws with the end of its log when it died or took too long.
    public void awaitReady(Duration limit) {
        var deadline = Instant.now().plus(limit);
        while (!answers()) {
            if (!alive()) {
                var end = tail(20);
                throw new Problem("%s died at its start. The end of %s:%n%s%s"
                        .formatted(
                                name,
                                log,
                                end,
                                program.remedy(end).map("%n%n%s"::formatted).orElse("")));
            }
            if (Instant.now().isAfter(deadline)) {
                throw new Problem("%s was not ready after %d s. The end of %s:%n%s"
                        .formatted(name, limit.toSeconds(), log, tail(20)));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Problem("Interrupted while waiting for " + name, e);
            }
        }
        try {
            program.furnish();
        } catch (Exception e) {
            throw new Problem("%s is up, but cannot be furnished: %s".formatted(name, e.getMessage()), e);
        }
    }

    public void start() {
        launch();
        awaitReady(START_LIMIT);
    }

    public void stop() {
        if (alive()) {
            running().stop(STOP_LIMIT);
        }
    }

    /// `kill -9`.
    public void kill() {
        if (alive()) {
            running().kill();
        }
    }

    public void restart() {
        stop();
        start();
    }

    /// One question: does it answer now?
    public boolean answers() {
        try {
            return alive() && program.ready();
        } catch (Exception e) {
            return false;
        }
    }

    /// Completes with the exit status when the process that runs now has ended.
    public synchronized CompletableFuture<Integer> ended() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return process.onExit().thenApply(Process::exitValue);
    }

    public String tail(int lines) {
        try {
            var all = Files.exists(log) ? Files.readAllLines(log) : List.<String>of();
            return String.join(System.lineSeparator(), all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> ownSession() {
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            return List.of("/usr/bin/setsid");
        }
        return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die $!", "--");
    }
}
