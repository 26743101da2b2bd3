package dev.cordon.engine.alert.intake;

import dev.cordon.engine.alert.source.AlertSource;
import dev.cordon.engine.alert.source.SourceAuthentication;
import dev.cordon.engine.alert.source.auth.Proof;
import dev.cordon.engine.problem.BodyLimit;
import dev.cordon.engine.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Takes alerts. The answer comes after the commit: what was answered with 202 is stored.
@Path("/hooks")
@RunOnVirtualThread
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
class HookResource {
    static final int LARGEST_BODY = 1024 * 1024;

    private final IntakeGate gate;
    private final SourceAuthentication authentication;
    private final Deliveries deliveries;

    HookResource(IntakeGate gate, SourceAuthentication authentication, Deliveries deliveries) {
        this.gate = gate;
        this.authentication = authentication;
        this.deliveries = deliveries;
    }

    /// Open for roles: the source proves itself with its own secret.
    @POST
    @Path("/{source}")
    @PermitAll
    @BodyLimit(LARGEST_BODY)
    public Response take(
            @PathParam("source") String name,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String mediaType,
            @QueryParam("token") @Nullable String urlToken,
            @Context HttpServerRequest request,
            InputStream body)
            throws IOException {
        if (mediaType == null) {
            throw new Problem(415, "unsupported-media-type", "Say what it is: application/json");
        }
        try (var passage = gate.open()) {
            var raw = passage.read(body);
            var source = authentication.authenticate(name, Proof.of(request, urlToken), raw);
            return deliveries.take(source, raw, mediaType(source, mediaType));
        }
    }

    /// Only what the source's product sends; a type without the source's proof tells nothing.
    private static String mediaType(AlertSource source, String header) {
        var type = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!source.adapter().mediaTypes().contains(type)) {
            throw new Problem(
                    415,
                    "unsupported-media-type",
                    "This source sends " + String.join(" or ", source.adapter().mediaTypes()));
        }
        return type;
    }
}
