package dev.cordon.engine.policy;

import dev.cordon.engine.policy.Suppressions.Match;
import dev.cordon.engine.policy.Suppressions.Suppression;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Which alerts shall start nothing.
@Path("/api/policy/suppressions")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SuppressionResource {
    @Inject
    Suppressions suppressions;

    /// @param owner who is asked when it expires
    public record Wish(
            @Nullable @Size(min = 1, max = 255) String source,
            @Nullable @Size(min = 1, max = 255) String ruleId,
            @Nullable @Size(min = 1, max = 255) String host,
            @Nullable @Size(min = 1, max = 255) String account,
            @NotBlank @Size(max = 200) String owner,
            @NotBlank @Size(max = 500) String reason,
            @NotNull Instant expiresAt) {}

    public record Listed(List<Suppression> items) {}

    /// @param state `all` for those that are over, too
    @GET
    public Listed list(@RestQuery @Nullable String state) {
        return new Listed(suppressions.list("all".equals(state)));
    }

    @POST
    @ResponseStatus(201)
    public Suppression add(@Valid @NotNull Wish wish) {
        var match = new Match(wish.source(), wish.ruleId(), wish.host(), wish.account());
        return suppressions.add(match, wish.owner(), wish.reason(), wish.expiresAt());
    }

    @DELETE
    @Path("/{id}")
    public void end(@PathParam("id") UUID id) {
        suppressions.end(id);
    }
}
