package dev.cordon.contract.connector;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// Where worker processes report. The server implements it, the connectors call it every five seconds; role `worker`.
@Path("/internal/connectors")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface Connectors {

    /// The newest report counts; a worker that has not reported for thirty seconds is gone.
    @PUT
    @Path("/{worker}")
    Errand report(@PathParam("worker") String worker, Report report);
}
