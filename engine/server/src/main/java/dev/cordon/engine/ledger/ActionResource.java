package dev.cordon.engine.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.Page;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Row;
import dev.cordon.engine.sql.Sql;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The ledger as people read it.
@Path("/api/actions")
@RunOnVirtualThread
@RolesAllowed("viewer")
@Produces(MediaType.APPLICATION_JSON)
public class ActionResource {
    @Inject
    Sql sql;

    public record ActionView(
            UUID id,
            String incident,
            UUID runId,
            String element,
            String action,
            JsonNode target,
            String reason,
            String state,
            int attempts,
            @Nullable JsonNode outcome,
            @Nullable JsonNode denial,
            Instant intendedAt,
            @Nullable Instant settledAt) {

        static ActionView of(Row row) throws SQLException {
            return new ActionView(
                    row.uuid("id"),
                    row.text("number"),
                    row.uuid("run_id"),
                    row.text("element_id"),
                    row.text("job_type"),
                    row.json("target"),
                    row.text("reason"),
                    row.text("state"),
                    row.number("attempts"),
                    row.jsonOrNull("outcome"),
                    row.jsonOrNull("denial"),
                    row.instant("intended_at"),
                    row.instantOrNull("settled_at"));
        }
    }

    /// @param ending `settled`, `paused`, or null for a holder that never came back
    /// @param looks what was seen of the target, in order
    public record Attempt(
            int attempt,
            String worker,
            Instant claimedAt,
            @Nullable Instant endedAt,
            @Nullable String ending,
            boolean asked,
            JsonNode looks) {}

    public record ActionDetails(ActionView action, List<Attempt> attempts) {}

    @GET
    public Page<ActionView> list(
            @QueryParam("incident") @Nullable String incident,
            @QueryParam("run") @Nullable UUID run,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var size = Page.limit(limit);
        var after = ActionCursor.of(cursor);
        var rows = sql.list(
                """
                select a.*, i.number from action a join incident i on i.id = a.incident_id
                where (?::text is null or i.number = ?) and (?::uuid is null or a.run_id = ?)
                  and (?::timestamptz is null or (a.intended_at, a.id) < (?, ?))
                order by a.intended_at desc, a.id desc limit ?
                """, ActionView::of, incident, incident, run, run, after.at(), after.at(), after.id(), size + 1);
        return Page.of(rows, size, action -> new ActionCursor(action.intendedAt(), action.id()).toString());
    }

    @GET
    @Path("/{id}")
    public ActionDetails one(@PathParam("id") UUID id) {
        var action = sql.one(
                        "select a.*, i.number from action a join incident i on i.id = a.incident_id where a.id = ?",
                        ActionView::of,
                        id)
                .orElseThrow(() -> new Problem(404, "not-found", "There is no action " + id + "."));
        var attempts = sql.list(
                "select * from action_attempt where action_id = ? order by attempt",
                row -> new Attempt(
                        row.number("attempt"),
                        row.text("worker"),
                        row.instant("claimed_at"),
                        row.instantOrNull("ended_at"),
                        row.textOrNull("ending"),
                        row.bool("asked"),
                        row.json("looks")),
                id);
        return new ActionDetails(action, attempts);
    }
}
