package dev.cordon.engine.alert.source;

import dev.cordon.engine.sql.Sql;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// Adds to the day's counts every few seconds, in one statement. A server that dies takes the counts of these seconds
/// with it, and no alert.
@ApplicationScoped
public class SourceCounts {
    private static final Logger LOG = Logger.getLogger(SourceCounts.class);
    private static final long EVERY_SECONDS = 5;

    private final SourceTally tally;
    private final Sql sql;
    private final ExecutorService threads;
    private final ReentrantLock flushing = new ReentrantLock();
    private volatile boolean running = true;

    SourceCounts(SourceTally tally, Sql sql, @VirtualThreads ExecutorService threads) {
        this.tally = tally;
        this.sql = sql;
        this.threads = threads;
    }

    void start(@Observes StartupEvent event) {
        threads.execute(this::keepFlushing);
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
        tryToFlush();
    }

    /// Afterwards the database has all that this server has counted before.
    public void flush() {
        flushing.lock();
        try {
            var taken = tally.take();
            if (!taken.isEmpty()) {
                try {
                    add(taken);
                } catch (RuntimeException e) {
                    tally.giveBack(taken);
                    throw e;
                }
            }
        } finally {
            flushing.unlock();
        }
    }

    private void add(Map<SourceTally.Key, Long> taken) {
        var days = new ArrayList<String>();
        var sources = new ArrayList<String>();
        var rules = new ArrayList<String>();
        var outcomes = new ArrayList<String>();
        var counts = new ArrayList<Long>();
        taken.forEach((key, count) -> {
            days.add(key.day().toString());
            sources.add(key.source());
            rules.add(key.rule());
            outcomes.add(key.outcome().toString());
            counts.add(count);
        });
        // in one order everywhere: two servers that add at the same time wait for each other, and not both
        sql.update("""
                insert into alert_count (source, day, what, rule_id, count)
                select source, day::date, what, rule_id, sum(count)
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[]) as c (source, day, what, rule_id, count)
                group by 1, 2, 3, 4 order by 1, 2, 3, 4
                on conflict (source, day, what, rule_id) do update set count = alert_count.count + excluded.count
                """, sources, days, outcomes, rules, counts);
    }

    private void keepFlushing() {
        while (running) {
            try {
                TimeUnit.SECONDS.sleep(EVERY_SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            tryToFlush();
        }
    }

    private void tryToFlush() {
        try {
            flush();
        } catch (RuntimeException e) {
            LOG.warnf("the sources' counts wait for the database: %s", e.toString());
        }
    }
}
