package dev.cordon.lab.chaos.storm;

import dev.cordon.lab.bench.Quantiles;
import dev.cordon.lab.demo.Caller;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Somebody at the console: reads the incidents and the open tasks, as its first page does, four times a second. The
/// time
/// of each is counted from when it was due.
final class Watch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final String INCIDENTS = "/api/incidents?limit=50";
    private static final String TASKS = "/api/tasks?state=open&limit=500";

    private final Caller viewer;
    private final List<Double> incidents = new ArrayList<>();
    private final List<Double> tasks = new ArrayList<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::look);
    private volatile boolean over;

    Watch(Caller viewer) {
        this.viewer = viewer;
    }

    /// Returns when it has logged in, and looks from then on.
    Watch begin() throws IOException, InterruptedException {
        viewer.get(INCIDENTS);
        viewer.get(TASKS);
        thread.start();
        return this;
    }

    private void look() {
        var begun = System.nanoTime();
        try {
            for (var n = 0; !over; n++) {
                var due = begun + n * EVERY.toNanos();
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                read(n % 2 == 0 ? INCIDENTS : TASKS, n % 2 == 0 ? incidents : tasks, due);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(String path, List<Double> millis, long due) throws InterruptedException {
        try {
            var status = viewer.exchange(viewer.to(path).GET(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
            if (status == 200) {
                millis.add((System.nanoTime() - due) / 1e6);
            } else {
                failed.incrementAndGet();
            }
        } catch (IOException e) {
            failed.incrementAndGet();
        }
    }

    /// To be read once it is closed.
    Quantiles incidents() {
        return Quantiles.of(incidents.stream().mapToDouble(Double::doubleValue));
    }

    Quantiles tasks() {
        return Quantiles.of(tasks.stream().mapToDouble(Double::doubleValue));
    }

    int failed() {
        return failed.get();
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
