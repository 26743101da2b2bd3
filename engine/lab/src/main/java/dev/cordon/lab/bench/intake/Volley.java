package dev.cordon.lab.bench.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Sends a mix. A thread of the system and a kept connection for each hand: the cheapest way there is to wait for an
/// answer, on a machine where the sender's CPU is taken from those it measures.
record Volley(Mix mix, int hands) {
    private static final Duration LEAD = Duration.ofMillis(50);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    /// Closed loop: every hand sends its next request when the last one is answered. One that is told to come again
    /// later does so.
    Tally full(Duration length) throws InterruptedException {
        var end = System.nanoTime() + length.toNanos();
        return all(() -> {
            var tally = new Tally();
            try (var line = new Line(mix.server())) {
                while (System.nanoTime() < end) {
                    var request = mix.next();
                    var begun = System.nanoTime();
                    var status = line.send(request.bytes());
                    var pause = line.retryAfter();
                    tally.heard(request, status, pause.isPresent(), System.nanoTime() - begun);
                    if (status != 202) {
                        rest(Duration.ofSeconds(pause.orElse(0)).plus(AFTER_FAILURE), end);
                    }
                }
            }
            return tally;
        });
    }

    /// Open loop: request `n` is due at `n / rate` seconds, and its time is counted from then, whether or
    /// not a hand was free to send it.
    Tally steady(double rate, Duration length) throws InterruptedException {
        var begin = System.nanoTime() + LEAD.toNanos();
        var count = Math.round(rate * length.toNanos() / 1e9);
        var turns = new AtomicLong();
        return all(() -> {
            var tally = new Tally();
            try (var line = new Line(mix.server())) {
                for (var turn = turns.getAndIncrement(); turn < count; turn = turns.getAndIncrement()) {
                    var due = begin + (long) (turn * 1e9 / rate);
                    for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    var request = mix.next();
                    tally.left(System.nanoTime() - due);
                    var status = line.send(request.bytes());
                    tally.heard(request, status, line.retryAfter().isPresent(), System.nanoTime() - due);
                }
            }
            return tally;
        });
    }

    private Tally all(Callable<Tally> hand) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(hands)) {
            var tallies = new ArrayList<Future<Tally>>();
            for (var n = 0; n < hands; n++) {
                tallies.add(threads.submit(hand));
            }
            var all = new Tally();
            for (var tally : tallies) {
                all.and(tally.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void rest(Duration pause, long end) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.min(pause.toNanos(), Math.max(0, end - System.nanoTime())));
    }
}
