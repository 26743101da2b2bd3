package dev.cordon.engine.problem;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.persistence.PersistenceException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;

/// Has every trouble a resource can have. Only in tests.
@Path("/test/problems")
@RunOnVirtualThread
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
public class TroubledResource {

    public record Body(@NotBlank String name, int count) {}

    @GET
    @Path("/own")
    public String own() {
        throw new Problem(409, "already-decided", "Decided by amina", Duration.ofSeconds(3));
    }

    @POST
    @Path("/body")
    public String body(@NotNull @Valid Body body) {
        return body.name();
    }

    @POST
    @Path("/small")
    @BodyLimit(100)
    public int small(InputStream body) throws IOException {
        return body.readAllBytes().length;
    }

    @GET
    @Path("/unexpected")
    public String unexpected() {
        throw new IllegalStateException("the secret is 42");
    }

    @GET
    @Path("/database")
    public String database() {
        throw new PersistenceException(new SQLException("Connection to 10.0.0.7:5432 refused", "08001"));
    }
}
