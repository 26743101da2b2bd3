package dev.cordon.engine.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.contract.connector.Health;
import dev.cordon.contract.connector.State;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps the reports over a restart of the server. They come every few seconds, and mostly only count on.
@ApplicationScoped
class ReportTable {
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(30);
    private static final Duration OLD = Duration.ofHours(1);

    private final Sql sql;
    private final ObjectMapper json;
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    ReportTable(Sql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    record Kept(String worker, Instant at, State state) {}

    private record Written(Instant at, List<State> essence) {}

    /// Oldest first.
    List<Kept> all() {
        return sql.list(
                "select * from connector_report order by reported_at, worker, name",
                row -> new Kept(row.text("worker"), row.instant("reported_at"), row.json("report", State.class)));
    }

    void keep(String worker, List<State> connectors, Instant now) {
        var essence = connectors.stream().map(ReportTable::essence).toList();
        var before = written.get(worker);
        if (before != null
                && before.essence().equals(essence)
                && before.at().plus(AT_LEAST_EVERY).isAfter(now)) {
            return;
        }
        sql.update("""
                insert into connector_report (worker, name, product, report, reported_at)
                select ?, state ->> 'name', state ->> 'product', state, ? from jsonb_array_elements(?) state
                on conflict (worker, name) do update
                    set product = excluded.product, report = excluded.report, reported_at = excluded.reported_at
                """, worker, now, json.valueToTree(connectors));
        forget(now.minus(OLD));
        written.put(worker, new Written(now, essence));
    }

    /// Workers that are gone for good. The last word on a connector stays.
    private void forget(Instant before) {
        sql.update("""
                delete from connector_report gone where reported_at < ? and exists (
                    select from connector_report newer where newer.name = gone.name and newer.reported_at > gone.reported_at)
                """, before);
        written.values().removeIf(entry -> entry.at().isBefore(before));
    }

    /// Without what counts on by itself.
    private static State essence(State state) {
        return new State(
                state.name(),
                state.product(),
                state.jobTypes(),
                essence(state.health()),
                state.checkedAt(),
                state.findings());
    }

    private static Health essence(Health health) {
        return new Health(0, 0, null, health.breaker(), health.budget(), null, health.lastProblem(), null);
    }
}
