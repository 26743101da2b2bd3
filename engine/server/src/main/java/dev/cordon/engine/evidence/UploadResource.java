package dev.cordon.engine.evidence;

import dev.cordon.contract.Evidence;
import dev.cordon.engine.access.Who;
import dev.cordon.engine.evidence.store.Locker;
import dev.cordon.engine.problem.BodyLimit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Takes what the connectors collected.
@Path("/internal/evidence")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class UploadResource {
    private final Locker locker;
    private final EvidenceRecords records;
    private final Who who;

    UploadResource(Locker locker, EvidenceRecords records, Who who) {
        this.locker = locker;
        this.records = records;
        this.who = who;
    }

    /// 201 with the new record; 200 with the first one when this action has delivered that name before.
    @PUT
    @Path("/{actionId}")
    @RolesAllowed("worker")
    @Consumes(MediaType.WILDCARD)
    @BodyLimit(BodyLimit.OWN)
    @Operation(hidden = true)
    public Response upload(
            @PathParam("actionId") UUID action,
            @QueryParam("name") @Nullable String name,
            @QueryParam("mediaType") @Nullable String mediaType,
            @HeaderParam("X-Cordon-Claim") @Nullable String claim,
            @BeanParam EvidenceHeaders headers,
            InputStream body)
            throws IOException {
        var label = EvidenceLabel.of(name, mediaType, headers);
        var first = records.find(action, label.name());
        if (first.isPresent()) {
            return answer(Response.Status.OK, first.get().receipt());
        }
        var origin = records.held(action, EvidenceLabel.uuid(claim), who.name());
        var added = records.add(origin, label, locker.keep(body, headers.length()));
        return answer(Response.Status.CREATED, added.receipt());
    }

    private static Response answer(Response.Status status, Evidence receipt) {
        return Response.status(status).entity(receipt).build();
    }
}
