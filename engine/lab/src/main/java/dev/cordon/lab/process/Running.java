package dev.cordon.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process of the stack, in words that outlive the program that started it. A process id is given out again after
/// a while, so it counts only together with its start time.
public record Running(String name, long pid, Instant started, String log, String signal) {
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(5);

    public static Running of(String name, ProcessHandle handle, Path log, String signal) {
        return new Running(
                name, handle.pid(), handle.info().startInstant().orElseGet(Instant::now), log.toString(), signal);
    }

    public boolean alive() {
        return handle().isPresent();
    }

    /// Ends it in order; when it has not ended after `grace`, by force.
    public void stop(Duration grace) {
        handle().ifPresent(handle -> {
            var family = family(handle);
            signal(signal);
            await(List.of(handle), grace);
            kill(family);
        });
    }

    /// `kill -9`, for it and whatever it started: nothing gets to tidy up.
    public void kill() {
        handle().ifPresent(handle -> kill(family(handle)));
    }

    /// SIGSTOP and SIGCONT are what fault tests want beside the orderly ones.
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot run `kill`", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void kill(List<ProcessHandle> family) {
        family.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        await(family, Duration.ofSeconds(10));
    }

    private static List<ProcessHandle> family(ProcessHandle handle) {
        return Stream.concat(Stream.of(handle), handle.descendants()).toList();
    }

    private static void await(List<ProcessHandle> handles, Duration limit) {
        var deadline = Instant.now().plus(limit);
        while (handles.stream().anyMatch(Running::exists) && Instant.now().isBefore(deadline)) {
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(this::same).filter(Running::exists);
    }

    private boolean same(ProcessHandle handle) {
        return handle.info()
                .startInstant()
                .map(start -> Duration.between(start, started).abs().compareTo(CLOCK_SLACK) < 0)
                .orElse(false);
    }

    /// Not when it has ended and only its parent has not asked how: in containers whose first process never asks, such
    /// remains stay for ever. While threads of it are still ending, it holds its ports and files and does exist.
    private static boolean exists(ProcessHandle handle) {
        if (!handle.isAlive()) {
            return false;
        }
        var process = Path.of("/proc/" + handle.pid());
        try (var threads = Files.list(process.resolve("task"))) {
            var stat = Files.readString(process.resolve("stat"));
            return !stat.startsWith("Z", stat.lastIndexOf(')') + 2) || threads.count() > 1;
        } catch (IOException | UncheckedIOException e) {
            return handle.isAlive();
        }
    }
}
