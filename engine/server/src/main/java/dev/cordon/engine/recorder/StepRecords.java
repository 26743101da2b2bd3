package dev.cordon.engine.recorder;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.recorder.Projection.Bound;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// Steps: every element of every run, for the live diagram. One statement for a batch, whatever its size.
@ApplicationScoped
class StepRecords {
    private final Sql sql;
    private final ObjectMapper json;

    StepRecords(Sql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    void project(List<Rec> records, Map<Long, Bound> bound) {
        var rows = json.createArrayNode();
        for (var rec : records) {
            var run = bound.get(rec.instance());
            if (run != null && rec.valueType().equals("PROCESS_INSTANCE")) {
                rows.addObject()
                        .put("key", rec.key())
                        .put("run", run.id().toString())
                        .put("element", rec.text("elementId"))
                        .put("type", rec.text("bpmnElementType"))
                        .put("state", state(rec.intent()))
                        .put("at", rec.at().toString())
                        .put("position", rec.position());
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        // an element may begin and end within the batch: its first time and its last state count
        sql.update("""
                with said as (
                    select * from jsonb_to_recordset(?) as r(key bigint, run uuid, element text, type text, state text,
                                                             at timestamptz, position bigint)
                ), folded as (
                    select key, (array_agg(run))[1] as run, (array_agg(element))[1] as element, (array_agg(type))[1] as type,
                           (array_agg(state order by position desc))[1] as state, min(at) as first_at,
                           max(at) filter (where state <> 'active') as ended_at
                    from said group by key)
                insert into step (element_instance_key, run_id, element_id, element_type, state, started_at, ended_at)
                select key, run, element, type, state, first_at, ended_at from folded order by key
                on conflict (element_instance_key) do update set state = excluded.state, ended_at = excluded.ended_at
                """, rows);
    }

    private static String state(String intent) {
        return switch (intent) {
            case "ELEMENT_ACTIVATED" -> "active";
            case "ELEMENT_COMPLETED" -> "completed";
            default -> "terminated";
        };
    }
}
