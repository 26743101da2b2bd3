package dev.cordon.engine.incident;

import dev.cordon.contract.Verdict;
import dev.cordon.engine.Page;
import dev.cordon.engine.access.Who;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.IncidentEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Incidents. State changes are verbs, each one a timeline entry in the same transaction.
@Path("/api/incidents")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class IncidentResource {
    @Inject
    Sql sql;

    @Inject
    Timeline timeline;

    @Inject
    Incidents incidents;

    @Inject
    InstantSource clock;

    @Inject
    Who who;

    @Inject
    IncidentDetails details;

    @Inject
    Closings closings;

    public record Opening(
            @NotBlank @Size(max = 300) String title,
            @Min(0) @Max(6) int severity) {}

    public record Assignment(@Nullable @Size(max = 200) String assignee) {}

    public record StatusChange(@NotBlank String status) {}

    public record SeverityChange(@NotNull @Min(0) @Max(6) Integer severity) {}

    public record Note(@NotBlank @Size(max = 10_000) String text) {}

    /// @param writeBack whether the sources of its alerts hear of it, where they are set up to; true unless said
    /// otherwise
    public record Closure(
            @NotBlank String verdict,
            @NotBlank @Size(max = 2_000) String reason,
            @Nullable Boolean writeBack) {}

    @GET
    @RolesAllowed("viewer")
    public Page<IncidentView> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("severity") @Nullable Integer severity,
            @QueryParam("assignee") @Nullable String assignee,
            @QueryParam("q") @Nullable String text,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable UUID cursor) {
        var size = Page.limit(limit);
        // ids are UUIDv7: their order is the order of opening
        var rows = sql.list(
                "select " + IncidentView.COLUMNS + """
                         from incident i
                        where (?::text is null or i.status = ?) and (?::int is null or i.severity = ?)
                          and (?::text is null or i.assignee = ?)
                          and (?::text is null or i.title ilike '%' || ? || '%' or i.number ilike '%' || ? || '%')
                          and (?::uuid is null or i.id < ?)
                        order by i.id desc limit ?
                        """,
                row -> new Listed(row.uuid("id"), IncidentView.of(row)),
                status,
                status,
                severity,
                severity,
                assignee,
                assignee,
                text,
                text,
                text,
                cursor,
                cursor,
                size + 1);
        var page = Page.of(rows, size, row -> row.id().toString());
        return new Page<>(page.items().stream().map(Listed::view).toList(), page.next());
    }

    private record Listed(UUID id, IncidentView view) {}

    @POST
    @RolesAllowed("responder")
    @Transactional
    public IncidentDetails.View open(@Valid @NotNull Opening opening) {
        // by hand: nothing joins it but what is put in by hand, too
        var joined = incidents.openOrJoin(
                "by-hand:" + UUID.randomUUID(), opening.title(), opening.severity(), 0, who.name());
        return details.of(joined.number());
    }

    @GET
    @Path("/{number}")
    @RolesAllowed("viewer")
    public IncidentDetails.View one(@PathParam("number") String number) {
        return details.of(number);
    }

    @POST
    @Path("/{number}/assignment")
    @RolesAllowed("responder")
    @Transactional
    public void assign(@PathParam("number") String number, @Valid @NotNull Assignment assignment) {
        var incident = Incident.numbered(number);
        incident.assignTo(assignment.assignee(), clock.instant());
        timeline.append(incident.id, who.name(), new IncidentEvent.IncidentAssigned(assignment.assignee()));
    }

    @POST
    @Path("/{number}/status")
    @RolesAllowed("responder")
    @Transactional
    public void changeStatus(@PathParam("number") String number, @Valid @NotNull StatusChange change) {
        var incident = Incident.numbered(number);
        var from = incident.status;
        if (!incident.open()) {
            incidents.stepAside(incident.id);
        }
        incident.moveTo(change.status(), clock.instant());
        timeline.append(incident.id, who.name(), new IncidentEvent.StatusChanged(from, change.status()));
    }

    @POST
    @Path("/{number}/severity")
    @RolesAllowed("responder")
    @Transactional
    public void changeSeverity(@PathParam("number") String number, @Valid @NotNull SeverityChange change) {
        var incident = Incident.numbered(number);
        incident.requireNotClosed();
        var from = incident.severity;
        incident.severity = change.severity().shortValue();
        incident.updatedAt = clock.instant();
        timeline.append(incident.id, who.name(), new IncidentEvent.SeverityChanged(from, change.severity()));
    }

    @POST
    @Path("/{number}/notes")
    @RolesAllowed("responder")
    @Transactional
    public void note(@PathParam("number") String number, @Valid @NotNull Note note) {
        timeline.append(incidents.id(number), who.name(), new IncidentEvent.NoteAdded(note.text()));
    }

    @POST
    @Path("/{number}/closure")
    @RolesAllowed("responder")
    @Transactional
    public void close(@PathParam("number") String number, @Valid @NotNull Closure closure) {
        var verdict = verdict(closure.verdict());
        var incident = Incident.numbered(number);
        incident.close(verdict.value(), clock.instant());
        closings.closed(incident.id, verdict, closure.reason(), who.name(), !Boolean.FALSE.equals(closure.writeBack()));
    }

    private static Verdict verdict(String text) {
        try {
            return Verdict.of(text);
        } catch (IllegalArgumentException e) {
            var known = Stream.of(Verdict.values()).map(Verdict::value).collect(Collectors.joining(", "));
            throw new Problem(400, "bad-request", "The verdict is one of " + known + ".");
        }
    }
}
