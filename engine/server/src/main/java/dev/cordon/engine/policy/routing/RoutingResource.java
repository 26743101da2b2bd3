package dev.cordon.engine.policy.routing;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// The decision that routes alerts. Everybody who reads incidents may read why they began; changing it takes two
/// administrators.
@Path("/api/policy/routing")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RoutingResource {
    private static final int LARGEST = 512 * 1024;
    private static final int MOST_CASES = 200;
    private static final int MOST_ALERTS = 2_000;
    private static final int USUAL_ALERTS = 500;

    @Inject
    RoutingVersions versions;

    @Inject
    RoutingProposals proposals;

    @Inject
    RoutingChecks checks;

    @Inject
    RoutingTrials trials;

    /// @param version that is in force, as it was read
    /// @param cases that must hold; they are kept with the version
    public record Proposal(
            @NotNull Integer version,
            @NotNull @Size(min = 1, max = LARGEST) String dmn,
            @Nullable @Size(max = MOST_CASES) List<@Valid @NotNull Case> cases,
            @NotBlank @Size(max = 500) String reason) {}

    /// @param alerts how many of the newest are routed again; 500 when it is not said
    public record Candidate(
            @NotNull @Size(min = 1, max = LARGEST) String dmn,
            @Nullable @Size(max = MOST_CASES) List<@Valid @NotNull Case> cases,
            @Nullable @Min(1) @Max(MOST_ALERTS) Integer alerts) {}

    /// @param reason that its author reads
    public record Rejection(@NotBlank @Size(max = 500) String reason) {}

    public record Listed(List<RoutingVersion> items) {}

    public record Shown(RoutingVersion version, String dmn, List<Case> cases) {}

    public record Answer(RoutingVersion version, Trial trial) {}

    @GET
    @RolesAllowed("viewer")
    public Shown inForce() {
        return shown(versions.inForce());
    }

    @GET
    @Path("/versions")
    @RolesAllowed("viewer")
    public Listed versions() {
        return new Listed(versions.newest());
    }

    @GET
    @Path("/versions/{version}")
    @RolesAllowed("viewer")
    public Shown version(@PathParam("version") int version) {
        return shown(versions.version(version));
    }

    /// Accepted, and not in force: somebody else confirms it.
    @PUT
    @RolesAllowed("admin")
    @ResponseStatus(202)
    public Answer propose(@Valid @NotNull Proposal proposal) {
        var text =
                new RoutingVersions.Text(proposal.dmn(), Objects.requireNonNullElse(proposal.cases(), List.<Case>of()));
        var trial = trials.of(checks.pass(text.dmn(), text.cases()), text.cases(), USUAL_ALERTS);
        var version = proposals.propose(proposal.version(), proposal.reason(), text, trial);
        return new Answer(versions.version(version), trial);
    }

    @POST
    @Path("/versions/{version}/confirmation")
    @RolesAllowed("admin")
    public RoutingVersion confirm(@PathParam("version") int version) {
        proposals.confirm(version);
        return versions.version(version);
    }

    /// Somebody else's proposal shall not come into force.
    @POST
    @Path("/versions/{version}/rejection")
    @RolesAllowed("admin")
    public RoutingVersion reject(@PathParam("version") int version, @Valid @NotNull Rejection rejection) {
        proposals.reject(version, rejection.reason());
        return versions.version(version);
    }

    /// One's own proposal shall not come into force.
    @POST
    @Path("/versions/{version}/withdrawal")
    @RolesAllowed("admin")
    public RoutingVersion withdraw(@PathParam("version") int version) {
        proposals.withdraw(version);
        return versions.version(version);
    }

    /// The checks of a proposal without proposing it.
    @POST
    @Path("/trial")
    @RolesAllowed("admin")
    public Trial trial(@Valid @NotNull Candidate candidate) {
        var cases = Objects.requireNonNullElse(candidate.cases(), List.<Case>of());
        var newest = Objects.requireNonNullElse(candidate.alerts(), USUAL_ALERTS);
        return trials.of(checks.pass(candidate.dmn(), cases), cases, newest);
    }

    private Shown shown(RoutingVersion version) {
        var text = versions.text(version.version());
        return new Shown(version, text.dmn(), text.cases());
    }
}
