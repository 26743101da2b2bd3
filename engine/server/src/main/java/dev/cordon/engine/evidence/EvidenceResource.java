package dev.cordon.engine.evidence;

import dev.cordon.engine.access.Who;
import dev.cordon.engine.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/// A piece of evidence, its bytes, and who had it.
@Path("/api/evidence/{id}")
@RunOnVirtualThread
@RolesAllowed("responder")
@Produces(MediaType.APPLICATION_JSON)
class EvidenceResource {
    private final Locker locker;
    private final EvidenceRecords records;
    private final Custody custody;
    private final Who who;

    EvidenceResource(Locker locker, EvidenceRecords records, Custody custody, Who who) {
        this.locker = locker;
        this.records = records;
        this.custody = custody;
        this.who = who;
    }

    @GET
    public EvidenceView one(@PathParam("id") UUID id) {
        return find(id);
    }

    /// The custody line is committed before the first byte leaves. Always as an attachment of no particular type: it
    /// may be the malware itself.
    @GET
    @Path("/content")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response content(@PathParam("id") UUID id) {
        var evidence = find(id);
        if (!locker.isUnchanged(evidence.sha256())) {
            custody.add(id, evidence.sha256(), who.name(), Custody.FOUND_ALTERED);
            throw new Problem(
                    409, "evidence-altered", "The stored bytes are missing or no longer have the recorded hash");
        }
        custody.add(id, evidence.sha256(), who.name(), Custody.DOWNLOADED);
        return Response.ok(locker.path(evidence.sha256()).toFile())
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment(evidence.name()))
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    @GET
    @Path("/custody")
    public List<Custody.Line> custody(@PathParam("id") UUID id) {
        find(id);
        return custody.of(id);
    }

    private EvidenceView find(UUID id) {
        return records.find(id).orElseThrow(() -> Problem.notFound("Evidence " + id));
    }
}
