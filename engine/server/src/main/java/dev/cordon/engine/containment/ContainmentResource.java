package dev.cordon.engine.containment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.contract.JobType;
import dev.cordon.engine.Page;
import dev.cordon.engine.access.Who;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.run.PlaybookRuns;
import dev.cordon.engine.sql.Row;
import dev.cordon.engine.sql.Sql;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The register: what is contained now, by whom, for which incident, and the way back.
@Path("/api/containments")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ContainmentResource {
    @Inject
    Sql sql;

    @Inject
    PlaybookRuns runs;

    @Inject
    Who who;

    @Inject
    ObjectMapper json;

    /// @param owned Cordon contained it; false: it was so before, and Cordon will not undo it
    /// @param undoneBy the job type that releases it
    public record Containment(
            UUID id,
            String incident,
            UUID runId,
            UUID actionId,
            String action,
            @Nullable String undoneBy,
            JsonNode target,
            boolean owned,
            boolean verified,
            @Nullable String approvedBy,
            Instant since,
            @Nullable Instant until,
            @Nullable Instant releasedAt) {

        static Containment of(Row row) throws SQLException {
            return new Containment(
                    row.uuid("id"),
                    row.text("number"),
                    row.uuid("run_id"),
                    row.uuid("action_id"),
                    row.text("job_type"),
                    JobType.of(row.text("job_type"))
                            .undoneBy()
                            .map(JobType::value)
                            .orElse(null),
                    row.json("target"),
                    row.bool("owned"),
                    row.bool("verified"),
                    row.textOrNull("approved_by"),
                    row.instant("since"),
                    row.instantOrNull("until"),
                    row.instantOrNull("released_at"));
        }
    }

    public record Reason(@NotBlank @Size(max = 500) String reason) {}

    public record Requested(String runId) {}

    private record Held(UUID incident, String jobType, JsonNode target, String targetKey, boolean released) {}

    @GET
    @RolesAllowed("viewer")
    public Page<Containment> list(
            @QueryParam("state") @DefaultValue("active") String state,
            @QueryParam("incident") @Nullable String incident,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable UUID cursor) {
        var size = Page.limit(limit);
        var rows = sql.list("""
                select c.*, i.number from containment c join incident i on i.id = c.incident_id
                where (? = 'all' or c.released_at is null) and (?::text is null or i.number = ?)
                  and (?::uuid is null or c.id < ?)
                order by c.id desc limit ?
                """, Containment::of, state, incident, incident, cursor, cursor, size + 1);
        return Page.of(rows, size, row -> row.id().toString());
    }

    /// Starts the playbook `release-containment`; the ledger decides at its claim whether the target may be released.
    @POST
    @Path("/{id}/release")
    @RolesAllowed("responder")
    @Transactional
    public Response release(@PathParam("id") UUID id, @Valid @NotNull Reason reason) {
        var held = sql.one(
                        "select * from containment where id = ?",
                        row -> new Held(
                                row.uuid("incident_id"),
                                row.text("job_type"),
                                row.json("target"),
                                row.text("target_key"),
                                row.instantOrNull("released_at") != null),
                        id)
                .orElseThrow(() -> new Problem(404, "not-found", "There is no containment " + id + "."));
        if (held.released()) {
            throw new Problem(409, "already-released", "It is released already.");
        }
        var wish = new PlaybookRuns.Wish(
                held.incident(),
                "release-containment",
                "release:" + UUID.randomUUID(),
                held.target(),
                held.jobType() + " " + held.targetKey(),
                reason.reason(),
                who.name(),
                null,
                json.createObjectNode().put("action", held.jobType()));
        var run = runs.request(wish)
                .orElseThrow(() -> new Problem(409, "already-running", "It is being released already."));
        return Response.accepted(new Requested(run.toString())).build();
    }
}
