package dev.cordon.lab.chaos.storm;

import dev.cordon.lab.bench.Quantiles;
import dev.cordon.lab.demo.Caller;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Somebody at the console: reads the incidents and the open tasks, as its first page does, four times a second whether
/// or not the last answer is there. The time of each is counted from when it was due.
final class Watch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final int WARM_UP = 10;
    private static final String INCIDENTS = "/api/incidents?limit=50";
    private static final String TASKS = "/api/tasks?state=open&limit=500";

    private final Caller viewer;
    private final Queue<Double> incidents = new ConcurrentLinkedQueue<>();
    private final Queue<Double> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread clock = Thread.ofPlatform().daemon().unstarted(this::look);
    private volatile boolean over;

    Watch(Caller viewer) {
        this.viewer = viewer;
    }

    /// Returns when it has logged in and read some pages that do not count, and reads from then on.
    void begin() throws IOException, InterruptedException {
        for (var n = 0; n < WARM_UP; n++) {
            viewer.get(INCIDENTS);
            viewer.get(TASKS);
        }
        clock.start();
    }

    private void look() {
        var begun = System.nanoTime();
        try {
            for (var n = 0; !over; n++) {
                var due = begun + n * EVERY.toNanos();
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                var path = n % 2 == 0 ? INCIDENTS : TASKS;
                var millis = n % 2 == 0 ? incidents : tasks;
                threads.execute(() -> read(path, millis, due));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(String path, Queue<Double> millis, long due) {
        try {
            var status = viewer.exchange(viewer.to(path).GET(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
            if (status == 200) {
                millis.add((System.nanoTime() - due) / 1e6);
            } else {
                failed.incrementAndGet();
            }
        } catch (IOException | Problem e) {
            failed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    /// Returns when the last answer is there.
    @Override
    public void close() {
        over = true;
        try {
            clock.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.close();
    }
}
