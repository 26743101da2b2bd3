package dev.cordon.engine.outbox;

import dev.cordon.engine.sql.Sql;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/// Keeps the promises: a few virtual threads take what was just committed from memory, and one looks for what fell due.
///
/// A kind that is handled many at a time has a queue and a thread of its own, so that a flood of it holds up no other.
@ApplicationScoped
class OutboxDispatcher {
    private static final Logger LOG = Logger.getLogger(OutboxDispatcher.class);
    private static final int HANDS = 12;
    private static final int TAKEN_AT_ONCE = 200;
    private static final int QUEUED = 10_000;
    private static final long BETWEEN_LINES_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final BlockingQueue<OutboxItem> handed = new ArrayBlockingQueue<>(QUEUED);
    private final Map<OutboxKind, BlockingQueue<OutboxItem>> together = new ConcurrentHashMap<>();
    private final Map<OutboxKind, Long> told = new ConcurrentHashMap<>();
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
        if (!queue(item).offer(item)) {
            LOG.debugf("outbox item %d waits in the table", item.id());
        }
    }

    void start(@Observes StartupEvent event) {
        for (int i = 0; i < HANDS; i++) {
            threads.execute(() -> work(handed, 1));
        }
        handlers.stream().filter(handler -> handler.atOnce() > 1).forEach(handler -> {
            var queue = new ArrayBlockingQueue<OutboxItem>(QUEUED);
            together.put(handler.kind(), queue);
            threads.execute(() -> work(queue, handler.atOnce()));
        });
        threads.execute(this::lookForDue);
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    private BlockingQueue<OutboxItem> queue(OutboxItem item) {
        return together.getOrDefault(item.kind(), handed);
    }

    private void work(BlockingQueue<OutboxItem> queue, int atOnce) {
        while (running) {
            try {
                var item = queue.poll(1, TimeUnit.SECONDS);
                if (item != null) {
                    var items = new ArrayList<OutboxItem>();
                    items.add(item);
                    queue.drainTo(items, atOnce - 1);
                    handle(items);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void handle(List<OutboxItem> items) {
        if (items.size() > 1) {
            try {
                handler(items.getFirst().kind()).handleAll(items);
                return;
            } catch (RuntimeException e) {
                LOG.debugf("%d items are handled one by one: %s", items.size(), e);
            }
        }
        items.forEach(this::handle);
    }

    private void handle(OutboxItem item) {
        try {
            handler(item.kind()).handle(item);
        } catch (RuntimeException e) {
            tell(item.kind(), e);
            try {
                outbox.get().postpone(item, String.valueOf(e));
            } catch (RuntimeException lost) {
                LOG.debugf("the row of item %d falls due by itself: %s", item.id(), lost);
            }
        }
    }

    /// A broker that is busy turns hundreds away at once; each row keeps its own reason.
    private void tell(OutboxKind kind, RuntimeException why) {
        var now = System.nanoTime();
        var last = told.get(kind);
        var level = last == null || now - last >= BETWEEN_LINES_NANOS ? Level.WARN : Level.DEBUG;
        if (level == Level.WARN) {
            told.put(kind, now);
        }
        LOG.logf(level, "%s put off: %s", kind, why);
    }

    private OutboxHandler handler(OutboxKind kind) {
        return handlers.stream()
                .filter(handler -> handler.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody keeps " + kind));
    }

    private void lookForDue() {
        while (running) {
            try {
                var due = takeDue();
                for (var item : due) {
                    queue(item).put(item);
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
