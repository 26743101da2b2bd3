package dev.cordon.engine.connector;

import dev.cordon.engine.Page;
import dev.cordon.engine.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// How the connectors are, and the way to have one checked.
@Path("/api/connectors")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ConnectorResource {
    @Inject
    ConnectorReports reports;

    @Inject
    Checks checks;

    @GET
    @RolesAllowed("viewer")
    public Page<ConnectorView> list() {
        return new Page<>(reports.all(), null);
    }

    @GET
    @Path("/{name}")
    @RolesAllowed("viewer")
    public ConnectorView one(@PathParam("name") String name) {
        return find(name);
    }

    /// The workers hear of it with the answer to their next report; `checkedAt` is newer when it is done.
    @POST
    @Path("/{name}/check")
    @RolesAllowed("admin")
    public Response check(@PathParam("name") String name) {
        checks.ask(find(name).name());
        return Response.accepted().build();
    }

    private ConnectorView find(String name) {
        return reports.find(name)
                .orElseThrow(() -> new Problem(404, "not-found", "There is no connector " + name + "."));
    }
}
