package dev.cordon.connectors.action;

import dev.cordon.contract.Evidence;
import io.quarkus.rest.client.reactive.ClientBasicAuth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.File;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/// The server's evidence store. A repeat for the same action and name answers with the first's record.
@RegisterRestClient(configKey = "locker")
@ClientBasicAuth(username = "worker", password = "${cordon.worker.secret}")
@Path("/internal/evidence")
public interface Locker {

    /// Streamed from the file.
    ///
    /// @param password percent-encoded, as are `reference` and `path`: a header takes no other letters than ASCII's
    @PUT
    @Path("/{actionId}")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_JSON)
    Evidence store(
            @PathParam("actionId") String actionId,
            @QueryParam("name") String name,
            @QueryParam("mediaType") String mediaType,
            @HeaderParam("X-Cordon-Claim") String token,
            @HeaderParam("X-Cordon-Vendor-Sha256") @Nullable String vendorSha256,
            @HeaderParam("X-Cordon-Content-Sha256") @Nullable String contentSha256,
            @HeaderParam("X-Cordon-Archive-Password") @Nullable String password,
            @HeaderParam("X-Cordon-Vendor-Reference") @Nullable String reference,
            @HeaderParam("X-Cordon-Original-Path") @Nullable String path,
            File content);
}
