package dev.cordon.lab;

import dev.cordon.lab.process.Part;
import dev.cordon.lab.setting.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Starts again what dies by itself, later each time. Fault tests do without it: there the killer decides.
public final class Supervision {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofMinutes(2);

    private final Stack stack;
    private final Consumer<String> tell;

    public Supervision(Stack stack, Consumer<String> tell) {
        this.stack = stack;
        this.tell = tell;
    }

    /// Returns at once; watches until the stack is closed.
    public void begin() {
        for (var part : stack.parts()) {
            Thread.ofVirtual().name("watch " + part.name()).start(() -> watch(part));
        }
    }

    private void watch(Part part) {
        var wait = FIRST_WAIT;
        while (!stack.closed()) {
            var since = Instant.now();
            var status = status(part);
            if (stack.closed()) {
                return;
            }
            if (Duration.between(since, Instant.now()).compareTo(STEADY) > 0) {
                wait = FIRST_WAIT;
            }
            tell.accept("%-12s died (status %d); starting it again in %d s"
                    .formatted(part.name(), status, wait.toSeconds()));
            try {
                TimeUnit.MILLISECONDS.sleep(wait.toMillis());
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
                stack.revive(part);
                tell.accept("%-12s is back, pid %d"
                        .formatted(part.name(), part.running().pid()));
            } catch (Problem e) {
                if (!stack.closed()) {
                    tell.accept(e.getMessage());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static int status(Part part) {
        try {
            return part.ended().join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e);
        }
    }
}
