package dev.cordon.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
            var children = handle.descendants().toList();
            signal(signal);
            await(grace);
            Stream.concat(Stream.of(handle), children.stream())
                    .filter(ProcessHandle::isAlive)
                    .forEach(ProcessHandle::destroyForcibly);
            await(Duration.ofSeconds(10));
        });
    }

    /// `kill -9`, for it and whatever it started: nothing gets to tidy up.
    public void kill() {
        handle().ifPresent(handle -> {
            var children = handle.descendants().toList();
            handle.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            await(Duration.ofSeconds(10));
        });
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

    private void await(Duration limit) {
        var deadline = Instant.now().plus(limit);
        while (alive() && Instant.now().isBefore(deadline)) {
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(this::same)
                .filter(h -> !defunct());
    }

    private boolean same(ProcessHandle handle) {
        return handle.info()
                .startInstant()
                .map(start -> Duration.between(start, started).abs().compareTo(CLOCK_SLACK) < 0)
                .orElse(false);
    }

    /// Ended, but its parent has not asked how: in containers whose first process never asks, this lasts for ever.
    private boolean defunct() {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }
}
