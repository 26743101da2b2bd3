package dev.cordon.engine.policy;

import dev.cordon.contract.connector.Errand.Responsible;
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

/// The estate: which connector is asked about a name.
@Path("/api/policy/estate")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class EstateResource {
    private static final int MOST = 1000;

    @Inject
    Estate estate;

    /// @param version of the lines that were read before
    public record Change(
            @NotNull Integer version,
            @NotNull @Size(max = MOST) List<Responsible> items) {}

    @GET
    public Estate.Lines lines() {
        return estate.lines();
    }

    @PUT
    public Estate.Lines replace(@Valid @NotNull Change change) {
        return estate.replace(change.version(), change.items());
    }
}
