package dev.cordon.recorder;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// The thread that sends: one batch after the other, each until it is stored, then acknowledges. An empty batch is a
/// heartbeat and sent once.
final class Sender implements Runnable, AutoCloseable {
    /// A broker that closes a partition waits for us; an interrupted request needs far less.
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Endpoint endpoint;
    private final Buffer buffer;
    private final LongConsumer acknowledge;
    private final Complaints complaints;
    private final Limits limits;

    private volatile boolean closed;
    private @Nullable Thread thread;

    /// @param acknowledge is called on this thread. In 8.6 `updateLastExportedRecordPosition` only hands a job to the
    ///     exporter actor's concurrent queue (`ExporterContainer`, `ActorControl.run`), so any thread may call it.
    ///     After the actor closed it does nothing
    Sender(Endpoint endpoint, Buffer buffer, LongConsumer acknowledge, Logger log, Limits limits) {
        this.endpoint = endpoint;
        this.buffer = buffer;
        this.acknowledge = acknowledge;
        this.complaints = new Complaints(log, limits.complaint());
        this.limits = limits;
    }

    void start(String name) {
        thread = Thread.ofPlatform().name(name).daemon().start(this);
    }

    @Override
    public void run() {
        try (endpoint) {
            while (!closed) {
                var batch = buffer.next();
                if (batch.isEmpty()) {
                    attempt(batch);
                } else {
                    sendUntilStored(batch);
                    buffer.stored(batch);
                }
                buffer.acknowledgeable().ifPresent(acknowledge);
            }
        } catch (InterruptedException e) {
            // The one way to end: close() interrupts. What was not stored stays unacknowledged and comes again.
            Thread.currentThread().interrupt();
        }
    }

    private void sendUntilStored(Batch batch) throws InterruptedException {
        var backoff = limits.firstBackoff();
        while (!attempt(batch)) {
            Thread.sleep(jittered(backoff));
            backoff = backoff.multipliedBy(2);
            if (backoff.compareTo(limits.lastBackoff()) > 0) {
                backoff = limits.lastBackoff();
            }
        }
    }

    /// Whatever goes wrong in here must not end the thread: nobody would start it again.
    private boolean attempt(Batch batch) throws InterruptedException {
        try {
            endpoint.post(batch, buffer.lagMillis());
            complaints.over();
            return true;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            complaints.about(e, batch.size());
            return false;
        }
    }

    /// Between three quarters and the whole of it, so that many partitions do not come back in step.
    private static Duration jittered(Duration backoff) {
        return backoff.multipliedBy(ThreadLocalRandom.current().nextInt(75, 101))
                .dividedBy(100);
    }

    /// Returns when the thread has ended: nothing is sent or acknowledged any more.
    @Override
    public void close() {
        closed = true;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
