package dev.cordon.engine.run;

import dev.cordon.engine.sql.Row;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which run there is already. Reads, and waits for nobody: whoever writes into a run holds timelines' heads, too.
@ApplicationScoped
class ActiveRuns {
    private final Sql sql;

    ActiveRuns(Sql sql) {
        this.sql = sql;
    }

    /// @param earlier the same trigger was here before; otherwise the run is about the same target, and not over
    /// @param joined whether the earlier trigger joined it
    /// @param requestSha256 of the earlier request's body, hex
    record Found(
            UUID id,
            String playbook,
            UUID incident,
            String number,
            boolean earlier,
            boolean joined,
            @Nullable String requestSha256) {

        static Found of(Row row) throws SQLException {
            return new Found(
                    row.uuid("id"),
                    row.text("playbook_id"),
                    row.uuid("incident_id"),
                    row.text("number"),
                    row.number("rank") == 0,
                    row.bool("joined"),
                    row.textOrNull("sha256"));
        }
    }

    /// An earlier run or join of this trigger; or a run about this target: of any containing playbook where this one
    /// contains, whatever the incident, or of the same playbook in the same incident.
    Optional<Found> find(@Nullable UUID incident, String playbook, String trigger, boolean contains, String targetKey) {
        return sql.one(
                """
                select found.*, i.number from (
                    select 0 as rank, false as joined, id, playbook_id, incident_id, encode(request_sha256, 'hex') as sha256
                    from playbook_run where incident_id = ? and playbook_id = ? and trigger = ?
                    union all
                    select 0, true, r.id, r.playbook_id, r.incident_id, encode(j.request_sha256, 'hex')
                    from playbook_run_join j join playbook_run r on r.id = j.run_id
                    where j.incident_id = ? and j.playbook_id = ? and j.trigger = ?
                    union all
                    select 1, true, id, playbook_id, incident_id, null from playbook_run
                    where ? and contains and target_key = ? and ended_at is null and state <> 'cancelled'
                    union all
                    select 2, true, id, playbook_id, incident_id, null from playbook_run
                    where incident_id = ? and playbook_id = ? and target_key = ? and ended_at is null
                      and state <> 'cancelled') found
                join incident i on i.id = found.incident_id
                order by rank limit 1
                """,
                Found::of,
                incident,
                playbook,
                trigger,
                incident,
                playbook,
                trigger,
                contains,
                targetKey,
                incident,
                playbook,
                targetKey);
    }
}
