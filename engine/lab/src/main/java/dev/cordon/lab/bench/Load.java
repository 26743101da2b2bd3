package dev.cordon.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Sends one contender's alerts, each on a connection that is kept and used again.
final class Load implements AutoCloseable {
    private static final Duration LEAD = Duration.ofMillis(50);
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(100);

    private final Contender contender;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    Load(Contender contender) {
        this.contender = contender;
    }

    /// Open loop: one alert every `1 / rate` seconds, however long the earlier ones take. Returns when the last has
    /// left.
    List<Flow> steady(double rate, Duration length) {
        var begin = System.nanoTime() + LEAD.toNanos();
        var count = (int) Math.max(1, Math.round(rate * length.toNanos() / 1e9));
        var flows = new ArrayList<Flow>(count);
        for (var n = 0; n < count; n++) {
            var flow = contender.flows().next(begin + (long) (n * 1e9 / rate));
            var request = contender.request(flow);
            for (var left = flow.due - System.nanoTime(); left > 0; left = flow.due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            Thread.ofVirtual().start(() -> send(flow, request));
            flows.add(flow);
        }
        return flows;
    }

    /// Closed loop: a new alert whenever fewer than `inFlight` are unfinished.
    ///
    /// @param finished how many have been so far
    List<Flow> full(int inFlight, LongSupplier finished, BooleanSupplier enough) {
        var flows = new ArrayList<Flow>();
        var refusedBefore = contender.flows().refused();
        var finishedBefore = finished.getAsLong();
        while (!enough.getAsBoolean()) {
            var over = finished.getAsLong() - finishedBefore + contender.flows().refused() - refusedBefore;
            for (var free = inFlight - (flows.size() - over); free > 0; free--) {
                var flow = contender.flows().next(System.nanoTime());
                Thread.ofVirtual().start(() -> send(flow, contender.request(flow)));
                flows.add(flow);
            }
            LockSupport.parkNanos(1_000_000);
        }
        return flows;
    }

    private void send(Flow flow, byte[] request) {
        var status = -1;
        flow.sent = System.nanoTime();
        try {
            var connection = connection();
            try {
                status = connection.exchange(request);
            } catch (IOException e) {
                connection.close();
                throw e;
            }
            if (connection.reusable()) {
                idle.push(connection);
            } else {
                connection.close();
            }
        } catch (IOException | RuntimeException e) {
            // Not taken, as far as anybody can tell; it is counted as such and shown.
            status = -1;
        }
        var answered = System.nanoTime();
        if (status != 202) {
            // a closed loop that sends again at once would be all that the machine does
            LockSupport.parkNanos(AFTER_REFUSAL.toNanos());
        }
        contender.flows().answered(flow, status, answered);
    }

    private Connection connection() throws IOException {
        for (var kept = idle.poll(); kept != null; kept = idle.poll()) {
            if (kept.reusable()) {
                return kept;
            }
            kept.close();
        }
        return new Connection(contender.address());
    }

    @Override
    public void close() {
        try {
            for (var kept = idle.poll(); kept != null; kept = idle.poll()) {
                kept.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
