package dev.cordon.engine.evidence;

import dev.cordon.engine.access.Who;
import dev.cordon.engine.evidence.store.Locker;
import dev.cordon.engine.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
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

    /// The custody line is committed before the first byte leaves. Always as an attachment of no particular type, for
    /// a browser to do nothing with: it may be the malware itself.
    @GET
    @Path("/content")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response content(@PathParam("id") UUID id, @Context HttpServerRequest request) {
        var evidence = find(id);
        var reader = who.name();
        Runnable noteAltered = () -> custody.add(id, evidence.sha256(), reader, Custody.FOUND_ALTERED);
        var size = locker.size(evidence.place());
        if (size.isEmpty() || size.getAsLong() != evidence.size()) {
            noteAltered.run();
            throw Download.changed();
        }
        custody.add(id, evidence.sha256(), reader, Custody.DOWNLOADED);
        var answer = Response.ok(new Download(
                        locker,
                        evidence,
                        noteAltered,
                        () -> request.connection().close()))
                .header(HttpHeaders.CONTENT_LENGTH, evidence.size())
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment(evidence.name()))
                .header("Content-Security-Policy", "sandbox")
                .header("X-Content-Type-Options", "nosniff");
        if (evidence.archivePassword() != null) {
            answer.header("X-Cordon-Archive-Password", Percent.encoded(evidence.archivePassword()));
        }
        return answer.build();
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
