package dev.cordon.engine.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Promises: what is added here is done at least once after the caller's transaction has committed, and never when it
/// has not.
///
/// Right after the commit the item is handed over in memory. If the process dies before it is done, the row falls due
/// and whichever
/// server looks next takes it.
@ApplicationScoped
public class Outbox {
    /// Longer than a handler may take.
    static final Duration HELD = Duration.ofSeconds(10);

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    private final Sql sql;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final TransactionSynchronizationRegistry transaction;
    private final OutboxDispatcher dispatcher;

    Outbox(
            Sql sql,
            ObjectMapper json,
            InstantSource clock,
            TransactionSynchronizationRegistry transaction,
            OutboxDispatcher dispatcher) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
        this.transaction = transaction;
        this.dispatcher = dispatcher;
    }

    @Transactional(TxType.MANDATORY)
    public void add(OutboxKind kind, Object payload) {
        JsonNode tree = json.valueToTree(payload);
        var id = sql.one(
                        "insert into outbox (kind, payload, due_at) values (?, ?, ?) returning id",
                        row -> row.longNumber("id"),
                        kind.name(),
                        tree,
                        clock.instant().plus(HELD))
                .orElseThrow();
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    dispatcher.offer(new OutboxItem(id, kind, tree));
                }
            }
        });
    }

    /// Ends an item, in the caller's transaction where there is one. False: somebody else has ended it, so do nothing.
    public boolean finish(OutboxItem item) {
        return sql.update("delete from outbox where id = ?", item.id()) == 1;
    }

    void postpone(OutboxItem item, String error) {
        var attempts = sql.one(
                        "update outbox set attempts = attempts + 1, last_error = ? where id = ? returning attempts",
                        row -> row.number("attempts"),
                        error,
                        item.id())
                .orElse(0);
        sql.update("update outbox set due_at = ? where id = ?", due(attempts), item.id());
    }

    private Instant due(int attempts) {
        var backoff = Duration.ofMillis(250L << Math.min(attempts, 10));
        return clock.instant().plus(backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff);
    }

    /// @return the item's payload as a record, or null when it is not there
    public <T> T read(OutboxItem item, Class<T> type) {
        return json.convertValue(item.payload(), type);
    }

    /// How long the oldest promise is overdue.
    public @Nullable Duration overdue() {
        return sql.one("select due_at from outbox order by due_at limit 1", row -> row.instant("due_at"))
                .map(due -> Duration.between(due, clock.instant()))
                .filter(Duration::isPositive)
                .orElse(null);
    }
}
