package dev.cordon.engine.policy;

import dev.cordon.engine.policy.GroupingRules.Rule;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/// Which alerts belong to one incident.
@Path("/api/policy/grouping")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class GroupingResource {
    private static final int MOST = 100;

    @Inject
    Grouping grouping;

    /// @param version of the rules that were read before
    public record Change(
            @NotNull Integer version,
            @NotNull @Size(min = 1, max = MOST) List<Rule> items) {}

    @GET
    public GroupingRules rules() {
        return grouping.rules();
    }

    @PUT
    public GroupingRules replace(@Valid @NotNull Change change) {
        return grouping.replace(change.version(), change.items());
    }
}
