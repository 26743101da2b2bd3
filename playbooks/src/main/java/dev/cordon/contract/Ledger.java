package dev.cordon.contract;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/// The ledger of effects. The server implements it, the connectors call it; role `worker`.
///
/// Every call may be repeated: a repeat of one that was answered gets the same answer and changes nothing.
/// An answer that did not arrive means: nothing may be sent to a vendor. Errors are RFC 9457 problems: 409
/// `claim-lost` when the token is no longer the holder's, 404 for an action nobody claimed.
@Path("/internal/ledger")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface Ledger {

    /// Asks for the right to act. When this answers [Claim.Fresh] or [Claim.InDoubt], the intent and its timeline line
    /// are committed.
    @POST
    @Path("/claims")
    Claim claim(Intent intent);

    /// Records the outcome; the first one wins, and the winner is answered.
    @POST
    @Path("/actions/{actionId}/settlement")
    Outcome settle(@PathParam("actionId") String actionId, Settlement settlement);

    /// Gives the claim back without an outcome, so that the next delivery of the job need not wait for the lease to
    /// end.
    @POST
    @Path("/actions/{actionId}/pause")
    void pause(@PathParam("actionId") String actionId, Pause pause);

    /// Records that a name led to no target or to several.
    @POST
    @Path("/refusals")
    void refuse(Refusal refusal);

    /// Containments that ended unverified and are worth another look: a queued request may still take effect.
    @GET
    @Path("/watch")
    List<Watched> watch();

    /// What such a look saw. When it is so at last, the register says so and the timeline gets its line; the action's
    /// outcome stays what it was.
    @POST
    @Path("/sightings")
    void sighted(Sighting sighting);
}
