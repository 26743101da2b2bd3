package dev.cordon.contract.feed;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// Where the connectors deliver the alerts they pulled. The server implements it and keeps how far each source was
/// read;
/// role `worker`.
///
/// Every call may be repeated. The cursor moves only when every alert before it is stored, so one that was
/// delivered may be delivered again and is known by its reference. Errors are RFC 9457 problems: 404 for a
/// source whose alerts are not pulled, 409 `turn-lost` when somebody else reads it by now.
@Path("/internal/feeds/{source}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface Feeds {

    /// Asks to be the one who reads. The turn ends thirty seconds after its last sign of life.
    @POST
    @Path("/turns")
    Turn turn(@PathParam("source") String source, Reader reader);

    /// Hands over a page, or a part of one. Each alert is taken, or kept as rejected, by itself.
    @POST
    @Path("/deliveries")
    Receipt deliver(@PathParam("source") String source, Delivery delivery);

    /// Says why nothing could be read.
    @POST
    @Path("/troubles")
    void trouble(@PathParam("source") String source, Trouble trouble);
}
