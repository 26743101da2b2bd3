package dev.cordon.connectors.line;

import dev.cordon.contract.connector.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How the requests of the last five minutes went. Keeps at most the newest thousand.
final class Vitals {
    private static final long WINDOW = Duration.ofMinutes(5).toNanos();
    private static final int MOST = 1000;

    private final LongSupplier nanos;
    private final Deque<Request> requests = new ArrayDeque<>();
    private @Nullable String problem;
    private @Nullable Instant problemAt;

    Vitals(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Request(long at, long took, boolean well) {}

    synchronized void well(long took) {
        add(took, true);
    }

    synchronized void ill(long took, String why, Instant now) {
        add(took, false);
        problem = why;
        problemAt = now;
    }

    synchronized Health health(boolean open, Budget budget) {
        forget();
        var well = requests.stream().filter(Request::well).count();
        return new Health(
                well,
                requests.size() - well,
                slow(),
                open ? "open" : "closed",
                budget.limit(),
                budget.left(),
                problem,
                problemAt);
    }

    private void add(long took, boolean well) {
        if (requests.size() == MOST) {
            requests.removeFirst();
        }
        requests.addLast(new Request(nanos.getAsLong(), took, well));
    }

    private void forget() {
        var since = nanos.getAsLong() - WINDOW;
        while (!requests.isEmpty() && requests.getFirst().at - since < 0) {
            requests.removeFirst();
        }
    }

    private @Nullable Long slow() {
        var times = requests.stream().mapToLong(Request::took).sorted().toArray();
        return times.length == 0
                ? null
                : Long.valueOf(Duration.ofNanos(times[(int) Math.ceil(times.length * 0.95) - 1])
                        .toMillis());
    }
}
