package dev.cordon.engine.outbox;

import dev.cordon.engine.sql.Sql;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Keeps the promises: a few virtual threads take what was just committed from memory, and one looks for what fell due.
@ApplicationScoped
class OutboxDispatcher {
    private static final Logger LOG = Logger.getLogger(OutboxDispatcher.class);
    private static final int HANDS = 12;
    private static final int TAKEN_AT_ONCE = 200;

    private final BlockingQueue<OutboxItem> handed = new ArrayBlockingQueue<>(10_000);
    private final Sql sql;
    private final InstantSource clock;
    private final Instance<OutboxHandler> handlers;
    private final Instance<Outbox> outbox;
    private final ExecutorService threads;
    private volatile boolean running = true;

    OutboxDispatcher(
            Sql sql,
            InstantSource clock,
            Instance<OutboxHandler> handlers,
            Instance<Outbox> outbox,
            @VirtualThreads ExecutorService threads) {
        this.sql = sql;
        this.clock = clock;
        this.handlers = handlers;
        this.outbox = outbox;
        this.threads = threads;
    }

    /// A full queue is no loss: the row is there and falls due.
    @SuppressWarnings("ReturnValueIgnored")
    void offer(OutboxItem item) {
        if (!handed.offer(item)) {
            LOG.debugf("outbox item %d waits in the table", item.id());
        }
    }

    void start(@Observes StartupEvent event) {
        for (int i = 0; i < HANDS; i++) {
            threads.execute(this::work);
        }
        threads.execute(this::lookForDue);
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    private void work() {
        while (running) {
            try {
                var item = handed.poll(1, TimeUnit.SECONDS);
                if (item != null) {
                    handle(item);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void handle(OutboxItem item) {
        try {
            handlers.stream()
                    .filter(handler -> handler.kind() == item.kind())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("nobody keeps " + item.kind()))
                    .handle(item);
        } catch (RuntimeException e) {
            LOG.warnf("%s put off: %s", item.kind(), e.toString());
            try {
                outbox.get().postpone(item, String.valueOf(e));
            } catch (RuntimeException lost) {
                LOG.debugf("the row of item %d falls due by itself: %s", item.id(), lost);
            }
        }
    }

    private void lookForDue() {
        while (running) {
            try {
                var due = takeDue();
                for (var item : due) {
                    handed.put(item);
                }
                if (due.size() < TAKEN_AT_ONCE) {
                    TimeUnit.MILLISECONDS.sleep(500);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warnf("the outbox cannot be read: %s", e.toString());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<OutboxItem> takeDue() {
        var now = clock.instant();
        return sql.list(
                """
                update outbox set due_at = ? where id in (
                    select id from outbox where due_at <= ? order by due_at limit %d for update skip locked)
                returning id, kind, payload
                """.formatted(TAKEN_AT_ONCE),
                row -> new OutboxItem(row.longNumber("id"), OutboxKind.valueOf(row.text("kind")), row.json("payload")),
                now.plus(Outbox.HELD),
                now);
    }
}
