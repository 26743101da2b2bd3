package dev.cordon.engine.alert.intake;

import dev.cordon.engine.alert.intake.AlertIntake.Taken;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.problem.Unreachable;
import dev.cordon.engine.sql.SqlException;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Alerts that wait to be stored. One thread stores whatever has come in while it was storing the ones before: a single
/// alert waits for nobody, and a flood shares its commits.
///
/// Bounded. What does not fit is refused at once, with the time to wait; nothing is dropped.
@ApplicationScoped
class IntakeQueue {
    private static final Logger LOG = Logger.getLogger(IntakeQueue.class);
    private static final int MOST_AT_ONCE = 200;
    private static final int MOST_BYTES_AT_ONCE = 4 * 1024 * 1024;
    private static final int TRIES = 3;
    /// SQLSTATE class 40: a deadlock that the database has ended, and the like.
    private static final String ROLLED_BACK = "40";
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final AlertStore store;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    /// The second of two with the same key: it comes with the next ones, when the first is known.
    private final Deque<Waiting> postponed = new ArrayDeque<>();
    private final Semaphore room;
    private final DistributionSummary together;
    private volatile boolean running = true;

    IntakeQueue(AlertStore store, IntakeConfig config, MeterRegistry metrics) {
        this.store = store;
        this.room = new Semaphore(config.queue());
        metrics.gauge("cordon.intake.queue", waiting, BlockingQueue::size);
        this.together = DistributionSummary.builder("cordon.intake.together")
                .description("alerts stored in one transaction")
                .register(metrics);
    }

    private record Waiting(Incoming alert, CompletableFuture<Taken> answer) {}

    /// All of them, or none and a refusal.
    List<Future<Taken>> add(List<Incoming> alerts) {
        if (!room.tryAcquire(alerts.size())) {
            throw new Problem(
                    503, "intake-full", "Too many alerts are waiting to be stored; none of these was.", AGAIN);
        }
        var answers = new ArrayList<Future<Taken>>(alerts.size());
        for (var alert : alerts) {
            var answer = new CompletableFuture<Taken>();
            answers.add(answer);
            waiting.add(new Waiting(alert, answer));
        }
        return answers;
    }

    int room() {
        return room.availablePermits();
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().name("intake").daemon().start(this::work);
    }

    /// After the last request has been answered.
    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    private void work() {
        while (running) {
            try {
                var batch = next();
                if (!batch.isEmpty()) {
                    store(batch);
                    room.release(batch.size());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // without this thread nothing would ever be stored again
                LOG.error("Storing alerts goes on after", e);
            }
        }
    }

    private List<Waiting> next() throws InterruptedException {
        var batch = new LinkedHashMap<Incoming.Key, Waiting>();
        var bytes = 0L;
        for (int i = postponed.size(); i > 0; i--) {
            bytes += put(postponed.poll(), batch);
        }
        var first = batch.isEmpty() ? waiting.poll(1, TimeUnit.SECONDS) : waiting.poll();
        for (var one = first; one != null; one = waiting.poll()) {
            bytes += put(one, batch);
            if (batch.size() >= MOST_AT_ONCE || bytes >= MOST_BYTES_AT_ONCE) {
                break;
            }
        }
        return List.copyOf(batch.values());
    }

    private long put(Waiting one, Map<Incoming.Key, Waiting> batch) {
        if (batch.putIfAbsent(one.alert().key(), one) != null) {
            postponed.add(one);
            return 0;
        }
        return one.alert().raw().length;
    }

    private void store(List<Waiting> batch) {
        try {
            together(batch, 1);
        } catch (RuntimeException | Error e) {
            if (batch.size() == 1 || Unreachable.database(e)) {
                batch.forEach(one -> one.answer().completeExceptionally(e));
                return;
            }
            LOG.warnf("%d alerts are stored one by one: %s", batch.size(), e.toString());
            batch.forEach(one -> store(List.of(one)));
        }
    }

    private void together(List<Waiting> batch, int attempt) {
        try {
            var taken = store.store(batch.stream().map(Waiting::alert).toList());
            together.record(batch.size());
            batch.forEach(one -> one.answer().complete(taken.get(one.alert().key())));
        } catch (AlertStore.Overtaken | SqlException e) {
            if (attempt == TRIES
                    || (e instanceof SqlException sql && !sql.state().startsWith(ROLLED_BACK))) {
                throw e;
            }
            together(batch, attempt + 1);
        }
    }
}
