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
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Promises: what is added here is done at least once after the caller's transaction has committed, and never when it
/// has not.
///
/// Right after the commit the item is handed over in memory. If the process dies before it is done, the row
/// falls due and whichever server looks next takes it.
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
        addAll(kind, List.of(payload));
    }

    @Transactional(TxType.MANDATORY)
    public void addAll(OutboxKind kind, List<?> payloads) {
        if (payloads.isEmpty()) {
            return;
        }
        List<JsonNode> trees = payloads.stream()
                .map(payload -> json.<JsonNode>valueToTree(payload))
                .toList();
        // numbered in the order of the payloads
        var ids = sql
                .list(
                        """
                        insert into outbox (kind, payload, due_at)
                        select ?, n.payload::jsonb, ? from unnest(?::text[]) with ordinality as n (payload, place)
                        order by n.place returning id
                        """,
                        row -> row.longNumber("id"),
                        kind.name(),
                        clock.instant().plus(HELD),
                        trees)
                .stream()
                .sorted()
                .toList();
        var items = IntStream.range(0, ids.size())
                .mapToObj(i -> new OutboxItem(ids.get(i), kind, trees.get(i)))
                .toList();
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    items.forEach(dispatcher::offer);
                }
            }
        });
    }

    /// Ends an item, in the caller's transaction where there is one. False: somebody else has ended it, so do nothing.
    public boolean finish(OutboxItem item) {
        return !finish(List.of(item)).isEmpty();
    }

    /// @return those that nobody else has ended; the others are done
    public List<OutboxItem> finish(List<OutboxItem> items) {
        var ended = new HashSet<>(sql.list(
                "delete from outbox where id = any(?::bigint[]) returning id",
                row -> row.longNumber("id"),
                Sql.column(items, OutboxItem::id)));
        return items.stream().filter(item -> ended.contains(item.id())).toList();
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
