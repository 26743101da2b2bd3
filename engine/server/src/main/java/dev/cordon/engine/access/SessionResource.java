package dev.cordon.engine.access;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// The console's session. Who is not logged in is sent to the identity provider from here, and from nowhere else.
@Path("/")
@RunOnVirtualThread
class SessionResource {

    @GET
    @Path("/login")
    @Authenticated
    public Response login(@QueryParam("return") @Nullable String wish) {
        return goTo(LocalPath.of(wish));
    }

    /// The session's end is OIDC's own work: it answers before this, with a redirect to the provider.
    @GET
    @Path("/logout")
    @Authenticated
    public Response logout() {
        return goTo("/");
    }

    @POST
    @Path("/logout")
    @Authenticated
    public Response logoutByForm() {
        return goTo("/");
    }

    static Response goTo(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .build();
    }
}
