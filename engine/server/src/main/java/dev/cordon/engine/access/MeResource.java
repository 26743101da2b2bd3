package dev.cordon.engine.access;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Set;

@Path("/api/me")
@RunOnVirtualThread
class MeResource {
    private final Who who;

    MeResource(Who who) {
        this.who = who;
    }

    @GET
    @Authenticated
    public Me me() {
        return new Me(who.name(), who.fullName(), who.roles());
    }

    public record Me(String username, String name, Set<String> roles) {}
}
