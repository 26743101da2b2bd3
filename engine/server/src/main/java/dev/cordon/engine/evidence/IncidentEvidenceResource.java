package dev.cordon.engine.evidence;

import dev.cordon.engine.Page;
import dev.cordon.engine.access.Who;
import dev.cordon.engine.evidence.store.Locker;
import dev.cordon.engine.problem.BodyLimit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The evidence of an incident, and what a person adds to it.
@Path("/api/incidents/{number}/evidence")
@RunOnVirtualThread
@RolesAllowed("responder")
@Produces(MediaType.APPLICATION_JSON)
class IncidentEvidenceResource {
    private final Locker locker;
    private final EvidenceRecords records;
    private final Who who;

    IncidentEvidenceResource(Locker locker, EvidenceRecords records, Who who) {
        this.locker = locker;
        this.records = records;
        this.who = who;
    }

    @GET
    public Page<EvidenceView> list(@PathParam("number") String number) {
        records.incident(number);
        return new Page<>(records.ofIncident(number), null);
    }

    /// The body is the file. Its name stands in `X-Cordon-Name`, percent-encoded UTF-8; so does a comment in
    /// `X-Cordon-Comment`.
    @POST
    @Consumes(MediaType.WILDCARD)
    @BodyLimit(BodyLimit.OWN)
    public Response add(
            @PathParam("number") String number,
            @HeaderParam("X-Cordon-Name") @Nullable String name,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String mediaType,
            @BeanParam EvidenceHeaders headers,
            InputStream body)
            throws IOException {
        var label = EvidenceLabel.of(Percent.decoded(name), mediaType, headers);
        var origin = new EvidenceRecords.Origin(records.incident(number), null, null, null, who.name());
        var added = records.add(origin, label, locker.keep(body, headers.length()));
        return Response.status(Response.Status.CREATED).entity(added).build();
    }
}
