package dev.cordon.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run as the API shows it.
///
/// @param joinedBy other incidents that it serves, too
public record RunView(
        UUID id,
        String incident,
        String playbook,
        @Nullable Long version,
        String state,
        JsonNode target,
        String reason,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String end,
        @Nullable String blockedBy,
        List<String> joinedBy) {

    static final String SELECT = """
            select r.*, i.number, (select string_agg(b.element_id || ': ' || b.message, '; ') from blocked_run b
                                   where b.run_id = r.id and b.resolved_at is null) as blocked_by,
                   array(select distinct ji.number from playbook_run_join j join incident ji on ji.id = j.incident_id
                         where j.run_id = r.id and j.incident_id <> r.incident_id order by 1) as joined_by
            from playbook_run r join incident i on i.id = r.incident_id
            """;

    static RunView of(Row row) throws SQLException {
        return new RunView(
                row.uuid("id"),
                row.text("number"),
                row.text("playbook_id"),
                row.longOrNull("version"),
                row.text("state"),
                row.json("target"),
                row.text("reason"),
                row.text("requested_by"),
                row.instant("requested_at"),
                row.instantOrNull("started_at"),
                row.instantOrNull("ended_at"),
                row.textOrNull("end_name"),
                row.textOrNull("blocked_by"),
                row.texts("joined_by"));
    }
}
