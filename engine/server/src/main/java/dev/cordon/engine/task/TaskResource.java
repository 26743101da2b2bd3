package dev.cordon.engine.task;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cordon.engine.Page;
import dev.cordon.engine.access.Who;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Human tasks. Reading decides nothing; deciding is a POST of somebody who is logged in and entitled, about exactly
/// what they saw.
@Path("/api/tasks")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TaskResource {
    @Inject
    Sql sql;

    @Inject
    TaskDecision decision;

    @Inject
    Who who;

    /// @param mayDecide whether whoever asks may complete it, and if not, `whyNot`
    public record TaskLine(
            UUID id,
            String incident,
            UUID runId,
            String playbook,
            String element,
            String title,
            @Nullable String formId,
            String state,
            List<String> groups,
            boolean approval,
            String requestedBy,
            @Nullable Instant dueAt,
            Instant createdAt,
            @Nullable String claimedBy,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            boolean mine,
            boolean mayDecide,
            @Nullable String whyNot,
            @Nullable String digest) {}

    /// @param form the form-js schema, of the version the run was started with
    public record TaskDetails(
            UUID id,
            String incident,
            UUID runId,
            String playbook,
            String element,
            String title,
            @Nullable String formId,
            String state,
            List<String> groups,
            boolean approval,
            String requestedBy,
            @Nullable Instant dueAt,
            Instant createdAt,
            @Nullable String claimedBy,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            boolean mine,
            boolean mayDecide,
            @Nullable String whyNot,
            @Nullable String digest,
            @Nullable JsonNode request,
            JsonNode targets,
            @JsonRawValue @Nullable String form) {}

    public record Completion(
            @NotBlank String digest, @NotNull JsonNode values) {}

    @GET
    @RolesAllowed("viewer")
    public Page<TaskLine> list(
            @QueryParam("state") @DefaultValue("open") String state,
            @QueryParam("incident") @Nullable String incident,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable UUID cursor) {
        var size = Page.limit(limit);
        var rows = sql.list(Task.SELECT + """
                         where (? = 'all' or t.state = ?) and (?::text is null or i.number = ?) and (?::uuid is null or t.id < ?)
                        order by t.id desc limit ?
                        """, Task::of, state, state, incident, incident, cursor, cursor, size + 1);
        var page = Page.of(rows, size, task -> task.id().toString());
        return new Page<>(page.items().stream().map(this::line).toList(), page.next());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("viewer")
    public TaskDetails one(@PathParam("id") UUID id) {
        return details(Task.find(sql, id));
    }

    @POST
    @Path("/{id}/claim")
    @RolesAllowed({"approver", "responder", "admin"})
    public void claim(@PathParam("id") UUID id) {
        decision.claim(id);
    }

    @POST
    @Path("/{id}/completion")
    @RolesAllowed({"approver", "responder", "admin"})
    public TaskDetails complete(@PathParam("id") UUID id, @Valid @NotNull Completion completion) {
        decision.complete(id, completion.digest(), completion.values());
        return one(id);
    }

    private @Nullable Problem objection(Task task) {
        return task.objection(who.name(), who.roles());
    }

    private TaskLine line(Task task) {
        var objection = objection(task);
        return new TaskLine(
                task.id(),
                task.incidentNumber(),
                task.run(),
                task.playbook(),
                task.element(),
                task.title(),
                task.formId(),
                task.state(),
                task.groups(),
                task.approval(),
                task.requestedBy(),
                task.dueAt(),
                task.createdAt(),
                task.claimedBy(),
                task.decidedBy(),
                task.decidedAt(),
                who.name().equals(task.claimedBy()),
                objection == null,
                objection == null ? null : objection.getMessage(),
                task.digest());
    }

    private TaskDetails details(Task task) {
        var line = line(task);
        return new TaskDetails(
                line.id(),
                line.incident(),
                line.runId(),
                line.playbook(),
                line.element(),
                line.title(),
                line.formId(),
                line.state(),
                line.groups(),
                line.approval(),
                line.requestedBy(),
                line.dueAt(),
                line.createdAt(),
                line.claimedBy(),
                line.decidedBy(),
                line.decidedAt(),
                line.mine(),
                line.mayDecide(),
                line.whyNot(),
                line.digest(),
                task.request(),
                task.request() == null
                        ? MissingNode.getInstance()
                        : task.request().path("targets"),
                task.form());
    }
}
