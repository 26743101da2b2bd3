package dev.cordon.lab.bench;

import dev.cordon.lab.Stack;
import dev.cordon.lab.program.PostgreSql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Cordon's database says about the benchmark's alerts. Not for use by several threads at once.
final class Database implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Connection connection;
    private final PreparedStatement unfinished;
    private long lastCount;
    private long countedAt;

    Database(Stack stack) throws SQLException {
        connection = DriverManager.getConnection(
                PostgreSql.url(stack.ports()), PostgreSql.OWNER, stack.secrets().of("database.owner"));
        // an alert that was answered is in the outbox until its run is there, both in one snapshot; two small indexes
        unfinished = connection.prepareStatement("""
                select (select count(*) from outbox where kind = 'ROUTE_ALERT')
                     + (select count(*) from playbook_run where ended_at is null)
                """);
    }

    /// How many of `taken` alerts have a run that has ended. Asks at most every 20 ms, not to be a load itself.
    long finished(Flows flows) {
        var now = System.nanoTime();
        if (countedAt == 0 || now - countedAt > PAUSE.toNanos()) {
            // read before asking: what is answered meanwhile is then counted too low, and never too high
            var taken = flows.taken();
            lastCount = Math.max(lastCount, taken - unfinished());
            countedAt = now;
        }
        return lastCount;
    }

    long unfinished() {
        try (var rows = unfinished.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Actions that were asked for at their vendor and have no outcome yet.
    long pending() {
        try (var statement = connection.prepareStatement("select count(*) from action where state = 'open' and asked");
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs of these alerts that ended in `[from, to)`, by the broker's clock.
    long ended(String prefix, Instant from, Instant to) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select count(*) from playbook_run
                where ended_at >= ?::timestamptz and ended_at < ?::timestamptz and target_key like ?
                """)) {
            statement.setString(1, from.toString());
            statement.setString(2, to.toString());
            statement.setString(3, "%" + prefix.toLowerCase(Locale.ROOT) + "%");
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /// One alert's way, as far as it came.
    ///
    /// @param runs how many runs it has
    /// @param outcome of the action; empty when none is settled
    record Trace(
            @Nullable Instant received,
            @Nullable Instant requested,
            @Nullable Instant started,
            @Nullable Instant finding,
            @Nullable Instant found,
            @Nullable Instant isolating,
            @Nullable Instant intended,
            @Nullable Instant settled,
            @Nullable Instant ended,
            int runs,
            String state,
            String outcome) {

        boolean complete() {
            return runs == 1 && state.equals("completed") && outcome.equals("done");
        }
    }

    /// By the host's name.
    Map<String, Trace> traces(String prefix) throws SQLException {
        var traces = new HashMap<String, Trace>();
        try (var statement = connection.prepareStatement("""
                select a.host, a.received_at, r.requested_at, r.started_at, f.started_at, f.ended_at, i.started_at,
                       c.intended_at, c.settled_at, r.ended_at, coalesce(r.state, ''), coalesce(c.outcome ->> 'is', ''),
                       count(r.id) over (partition by a.id)
                from alert a
                left join playbook_run r on r.incident_id = a.incident_id and r.trigger = 'alert:' || a.id
                left join step f on f.run_id = r.id and f.element_id = 'find-host'
                left join step i on i.run_id = r.id and i.element_id = 'isolate'
                left join action c on c.run_id = r.id
                where a.source = 'wazuh' and a.host like ?
                """)) {
            statement.setString(1, prefix + "%");
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    traces.put(rows.getString(1), trace(rows));
                }
            }
        }
        return traces;
    }

    private static Trace trace(ResultSet rows) throws SQLException {
        return new Trace(
                time(rows, 2),
                time(rows, 3),
                time(rows, 4),
                time(rows, 5),
                time(rows, 6),
                time(rows, 7),
                time(rows, 8),
                time(rows, 9),
                time(rows, 10),
                rows.getInt(13),
                rows.getString(11),
                rows.getString(12));
    }

    private static @Nullable Instant time(ResultSet rows, int column) throws SQLException {
        var time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /// What the runs do not show.
    List<Object> backlog() throws SQLException {
        try (var statement = connection.prepareStatement("select count(*) from outbox");
                var rows = statement.executeQuery()) {
            rows.next();
            return List.of("outbox rows", rows.getLong(1));
        }
    }

    String version() throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
