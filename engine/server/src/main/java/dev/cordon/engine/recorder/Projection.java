package dev.cordon.engine.recorder;

import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// Turns the broker's records into runs, steps, decisions, tasks and blocked runs. One transaction for a batch, and the
/// position with it:
/// a record that comes twice is seen once.
@ApplicationScoped
class Projection {
    private final Sql sql;
    private final InstantSource clock;
    private final RunRecords runs;
    private final StepRecords steps;
    private final DecisionRecords decisions;
    private final TaskRecords tasks;

    Projection(
            Sql sql,
            InstantSource clock,
            RunRecords runs,
            StepRecords steps,
            DecisionRecords decisions,
            TaskRecords tasks) {
        this.sql = sql;
        this.clock = clock;
        this.runs = runs;
        this.steps = steps;
        this.decisions = decisions;
        this.tasks = tasks;
    }

    /// The run an instance belongs to.
    record Bound(UUID id, UUID incident, String playbook) {}

    @Transactional
    int apply(List<Rec> batch) {
        var byPartition =
                batch.stream().collect(Collectors.groupingBy(Rec::partition, TreeMap::new, Collectors.toList()));
        var stored = 0;
        for (var part : byPartition.entrySet()) {
            stored += apply(part.getKey(), part.getValue());
        }
        return stored;
    }

    private int apply(int partition, List<Rec> records) {
        var last = position(partition);
        var fresh = records.stream()
                .filter(rec -> rec.position() > last)
                .sorted(Comparator.comparingLong(Rec::position))
                .toList();
        if (fresh.isEmpty()) {
            return 0;
        }
        runs.bind(fresh);
        var bound = bound(fresh);
        steps.project(fresh, bound);
        for (var rec : fresh) {
            if (rec.valueType().equals("VARIABLE")) {
                tasks.remember(rec);
            }
            var run = bound.get(rec.instance());
            if (run != null) {
                runs.project(rec, run);
                decisions.project(rec, run);
                tasks.project(rec, run);
            }
        }
        sql.update(
                "update recorder_position set position = ?, at = ? where partition = ?",
                fresh.getLast().position(),
                clock.instant(),
                partition);
        return fresh.size();
    }

    /// Locked: two batches of one partition come one after the other.
    private long position(int partition) {
        return locked(partition).orElseGet(() -> {
            sql.update(
                    "insert into recorder_position (partition, position, at) values (?, -1, ?) on conflict do nothing",
                    partition,
                    clock.instant());
            return locked(partition).orElseThrow();
        });
    }

    private Optional<Long> locked(int partition) {
        return sql.one(
                "select position from recorder_position where partition = ? for update",
                row -> row.longNumber("position"),
                partition);
    }

    private Map<Long, Bound> bound(List<Rec> records) {
        var instances = records.stream()
                .map(Rec::instance)
                .filter(key -> key > 0)
                .distinct()
                .toList();
        var bound = new HashMap<Long, Bound>();
        sql.list(
                """
                select process_instance_key, id, incident_id, playbook_id from playbook_run
                where process_instance_key = any (?::bigint[])
                """,
                row -> bound.put(
                        row.longNumber("process_instance_key"),
                        new Bound(row.uuid("id"), row.uuid("incident_id"), row.text("playbook_id"))),
                instances);
        return bound;
    }
}
