package dev.cordon.engine.run;

import dev.cordon.engine.Page;
import dev.cordon.engine.access.Who;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxKind;
import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.RunEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs, and their steps as the live diagram draws them.
@Path("/api/runs")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RunResource {
    @Inject
    Sql sql;

    @Inject
    Catalogue catalogue;

    @Inject
    Timeline timeline;

    @Inject
    Outbox outbox;

    @Inject
    RunJoins joins;

    @Inject
    RunCancellation cancellation;

    @Inject
    Who who;

    /// @param state `active`, `completed`, `terminated`, or `incident` where the run is blocked at it
    public record Step(
            String instance,
            String elementId,
            String name,
            String type,
            String state,
            Instant startedAt,
            @Nullable Instant endedAt) {}

    public record Reason(@NotBlank @Size(max = 2_000) String reason) {}

    @GET
    @RolesAllowed("viewer")
    public Page<RunView> list(
            @QueryParam("incident") @Nullable String incident,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable UUID cursor) {
        var size = Page.limit(limit);
        var rows = sql.list(
                RunView.SELECT + """
                         where (?::text is null or r.id in (
                             select o.id from playbook_run o join incident oi on oi.id = o.incident_id where oi.number = ?
                             union select j.run_id from playbook_run_join j join incident ji on ji.id = j.incident_id
                             where ji.number = ?)) and (?::text is null or r.state = ?)
                           and (?::uuid is null or r.id < ?)
                        order by r.id desc limit ?
                        """,
                RunView::of,
                incident,
                incident,
                incident,
                state,
                state,
                cursor,
                cursor,
                size + 1);
        return Page.of(rows, size, run -> run.id().toString());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("viewer")
    public RunView one(@PathParam("id") UUID id) {
        return sql.one(RunView.SELECT + " where r.id = ?", RunView::of, id).orElseThrow(() -> notFound(id));
    }

    @GET
    @Path("/{id}/steps")
    @RolesAllowed("viewer")
    public Page<Step> steps(@PathParam("id") UUID id) {
        var run = one(id);
        var playbook = catalogue.playbook(run.playbook());
        List<Step> steps = sql.list(
                """
                select s.*, exists (select from blocked_run b where b.run_id = s.run_id and b.element_id = s.element_id
                                    and b.resolved_at is null) as blocked
                from step s where s.run_id = ? and s.element_type <> 'PROCESS' order by s.started_at, s.element_instance_key
                """,
                row -> new Step(
                        Long.toString(row.longNumber("element_instance_key")),
                        row.text("element_id"),
                        name(playbook, row.text("element_id")),
                        row.text("element_type"),
                        row.bool("blocked") && row.text("state").equals("active") ? "incident" : row.text("state"),
                        row.instant("started_at"),
                        row.instantOrNull("ended_at")),
                id);
        return new Page<>(steps, null);
    }

    /// From the moment this is committed no claim of the run is granted; what was sent before stays on record.
    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed("responder")
    @Transactional
    public void cancel(@PathParam("id") UUID id, @Valid @NotNull Reason reason) {
        var run = sql.one(
                        "select incident_id, playbook_id from playbook_run where id = ?",
                        row -> new Cancelled(row.uuid("incident_id"), row.text("playbook_id")),
                        id)
                .orElseThrow(() -> notFound(id));
        timeline.hold(run.incident());
        var changed = sql.update(
                "update playbook_run set state = 'cancelled' where id = ? and ended_at is null and state <> 'cancelled'",
                id);
        if (changed == 0) {
            throw new Problem(409, "run-over", "The run has ended already.");
        }
        timeline.append(
                run.incident(), who.name(), new RunEvent.RunCancelled(id.toString(), run.playbook(), reason.reason()));
        joins.over(id);
        cancellation.promise(id);
    }

    private record Cancelled(UUID incident, String playbook) {}

    @POST
    @Path("/{id}/retry")
    @RolesAllowed("responder")
    @Transactional
    public void retry(@PathParam("id") UUID id) {
        var blocked = sql.list(
                "select incident_key, job_key from blocked_run where run_id = ? and resolved_at is null",
                row -> new RunRetry.Blocked(row.longNumber("incident_key"), row.longOrNull("job_key")),
                id);
        if (blocked.isEmpty()) {
            throw new Problem(409, "not-blocked", "The run is not blocked.");
        }
        blocked.forEach(it -> outbox.add(OutboxKind.RETRY_RUN, it));
    }

    private static String name(Optional<Catalogue.Playbook> playbook, String element) {
        return playbook.map(it -> it.nameOf(element)).orElse(element);
    }

    private static Problem notFound(UUID id) {
        return new Problem(404, "not-found", "There is no run " + id + ".");
    }
}
