package dev.cordon.engine.alert;

import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import dev.cordon.engine.alert.AlertIntake.Taken;
import dev.cordon.engine.problem.BodyLimit;
import dev.cordon.engine.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Takes alerts. The answer comes after the commit: what was answered with 202 is stored.
@Path("/hooks")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class HookResource {
    private static final int LARGEST_BODY = 1024 * 1024;

    private final SourceAuthentication authentication;
    private final AlertIntake intake;
    private final InstantSource clock;

    HookResource(SourceAuthentication authentication, AlertIntake intake, InstantSource clock) {
        this.authentication = authentication;
        this.intake = intake;
        this.clock = clock;
    }

    /// Open for roles: the source proves itself with its own secret.
    @POST
    @Path("/{source}")
    @PermitAll
    @BodyLimit(LARGEST_BODY)
    public Response take(
            @PathParam("source") String name,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String mediaType,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @QueryParam("token") @Nullable String urlToken,
            @HeaderParam("X-Cordon-Timestamp") @Nullable String timestamp,
            @HeaderParam("X-Cordon-Signature") @Nullable String signature,
            InputStream body)
            throws IOException {
        if (mediaType == null) {
            throw new Problem(415, "unsupported-media-type", "Say that it is application/json");
        }
        var raw = body.readAllBytes();
        var proof = new SourceAuthentication.Proof(authorization, urlToken, timestamp, signature);
        var source = authentication.authenticate(name, proof, raw);
        return Response.accepted(take(source, raw)).build();
    }

    private Taken take(AlertSource source, byte[] raw) {
        Alert alert;
        try {
            alert = source.adapter().read(AlertJson.read(raw), clock.instant());
        } catch (Unreadable e) {
            var id = intake.reject(source.name(), String.valueOf(e.getMessage()), raw);
            throw new Problem(400, "unreadable-alert", "%s; kept as rejected alert %s".formatted(e.getMessage(), id));
        }
        return intake.take(source.name(), alert, raw);
    }
}
