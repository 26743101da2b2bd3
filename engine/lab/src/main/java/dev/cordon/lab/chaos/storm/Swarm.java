package dev.cordon.lab.chaos.storm;

import dev.cordon.lab.chaos.Sender;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sends a storm as products do: each alert when it is due, again until it is taken, and later where it is told to come
/// later. Some are sent a second time although they were taken.
final class Swarm {
    private static final int HANDS = 64;
    private static final int TWICE_EVERY = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,4}");

    private final Sender sender;
    final AtomicInteger taken = new AtomicInteger();
    /// Answered with 429 or 503.
    final AtomicInteger refused = new AtomicInteger();
    /// Of these, without seconds after which to come again.
    final AtomicInteger mute = new AtomicInteger();
    /// Answered with what nobody announced.
    final AtomicInteger odd = new AtomicInteger();

    final AtomicInteger unanswered = new AtomicInteger();
    final AtomicInteger repeats = new AtomicInteger();
    /// Sent a second time, and not recognised.
    final AtomicInteger unrecognised = new AtomicInteger();

    Swarm(Sender sender) {
        this.sender = sender;
    }

    /// Returns when all are taken, or when patience is at its end.
    void send(List<StormAlert> storm, Duration length) {
        var begun = System.nanoTime();
        var deadline = begun + length.toNanos() + PATIENCE.toNanos();
        var turns = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var hand = 0; hand < HANDS; hand++) {
                threads.execute(() -> {
                    try {
                        for (var n = turns.getAndIncrement(); n < storm.size(); n = turns.getAndIncrement()) {
                            var due = begun + length.toNanos() / storm.size() * n;
                            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                            send(storm.get(n), n % TWICE_EVERY == 7, deadline);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
    }

    private void send(StormAlert alert, boolean twice, long deadline) throws InterruptedException {
        var first = untilTaken(alert, deadline);
        if (first == null) {
            return;
        }
        taken.incrementAndGet();
        if (twice) {
            var second = untilTaken(alert, deadline);
            if (second != null) {
                repeats.incrementAndGet();
                var same = second.duplicate() && second.alertId().equals(first.alertId());
                unrecognised.addAndGet(same ? 0 : 1);
            }
        }
    }

    private Sender.@Nullable Taken untilTaken(StormAlert alert, long deadline) throws InterruptedException {
        while (System.nanoTime() < deadline) {
            try {
                var answer = sender.post(alert);
                if (answer.taken() != null) {
                    return answer.taken();
                }
                TimeUnit.MILLISECONDS.sleep(pause(answer).toMillis());
            } catch (IOException e) {
                unanswered.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        }
        return null;
    }

    private Duration pause(Sender.Answer answer) {
        if (answer.status() != 429 && answer.status() != 503) {
            odd.incrementAndGet();
            return PAUSE;
        }
        refused.incrementAndGet();
        var retryAfter = answer.retryAfter();
        if (retryAfter == null || !SECONDS.matcher(retryAfter).matches()) {
            mute.incrementAndGet();
            return PAUSE;
        }
        return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
}
