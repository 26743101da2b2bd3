package dev.cordon.engine.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.Page;
import dev.cordon.engine.access.Who;
import dev.cordon.engine.incident.Incidents;
import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Canonical;
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
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The catalogue, and runs started by people.
@Path("/api/playbooks")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class PlaybookResource {
    /// Started from the containment register only.
    private static final String RELEASE = "release-containment";

    /// Started by the closing of an incident only.
    private static final String REPORT = "report-verdict";

    @Inject
    Catalogue catalogue;

    @Inject
    Sql sql;

    @Inject
    Incidents incidents;

    @Inject
    PlaybookRuns runs;

    @Inject
    Who who;

    @Inject
    ObjectMapper json;

    public record PlaybookView(
            String id,
            String title,
            String description,
            @Nullable Integer version) {}

    public record Request(
            @NotBlank String incident, @Valid @NotNull Inputs inputs) {}

    public record Inputs(
            @Valid @NotNull NamedTarget target,
            @NotBlank @Size(max = 500) String reason) {}

    /// @param joined a run about this target was there already, and serves this request, too
    /// @param playbook that runs; not always the one that was asked for
    /// @param incident whose run was joined, where that is another one
    public record Requested(
            String runId,
            boolean joined,
            String playbook,
            @Nullable String incident) {}

    @GET
    @RolesAllowed("viewer")
    public Page<PlaybookView> list() {
        return new Page<>(catalogue.playbooks().stream().map(this::view).toList(), null);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("viewer")
    public PlaybookView one(@PathParam("id") String id) {
        return view(playbook(id));
    }

    /// @param version of a run that is looked at; without it the newest
    @GET
    @Path("/{id}/bpmn")
    @RolesAllowed("viewer")
    @Produces(MediaType.APPLICATION_XML)
    public String bpmn(@PathParam("id") String id, @QueryParam("version") @Nullable Integer version) {
        return version == null
                ? playbook(id).bpmn()
                : sql.one(
                                "select bpmn from playbook_version where playbook_id = ? and version = ?",
                                row -> row.text("bpmn"),
                                id,
                                version)
                        .orElseThrow(() -> new Problem(404, "not-found", "There is no such version."));
    }

    /// @param key whoever asks again with the same key and body gets the same run; with another body a 409
    @POST
    @Path("/{id}/runs")
    @RolesAllowed("responder")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    public Response run(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull Request request) {
        var playbook = playbook(id);
        if (playbook.id().equals(RELEASE)) {
            throw new Problem(400, "bad-request", "A release is started from the containment register.");
        }
        if (playbook.id().equals(REPORT)) {
            throw new Problem(400, "bad-request", "A verdict is reported when an incident is closed.");
        }
        if (key == null || key.isBlank() || key.length() > 200) {
            throw new Problem(400, "bad-request", "Send an Idempotency-Key of 1 to 200 characters.");
        }
        if (request.inputs().target().empty()) {
            throw new Problem(400, "bad-request", "Name a host, an account, or both.");
        }
        var incident = incidents.id(request.incident());
        var target = request.inputs().target();
        var wish = new PlaybookRuns.Wish(
                incident,
                id,
                "request:" + who.name() + ":" + key,
                json.valueToTree(target),
                target.key(),
                request.inputs().reason(),
                who.name(),
                HexFormat.of().formatHex(Canonical.sha256(Canonical.text(request))),
                json.createObjectNode());
        var answer = runs.ask(wish);
        return Response.accepted(
                        new Requested(answer.run().toString(), answer.joined(), answer.playbook(), answer.incident()))
                .build();
    }

    private Catalogue.Playbook playbook(String id) {
        return catalogue
                .playbook(id)
                .orElseThrow(() -> new Problem(404, "not-found", "There is no playbook " + id + "."));
    }

    private PlaybookView view(Catalogue.Playbook playbook) {
        var version = sql.one(
                "select max(version) as newest from playbook_version where playbook_id = ?",
                row -> row.number("newest"),
                playbook.id());
        return new PlaybookView(playbook.id(), playbook.title(), playbook.description(), version.orElse(null));
    }
}
