package dev.cordon.engine.alert.source;

import dev.cordon.engine.alert.source.pull.PulledSources;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/// For the day a cursor leads nowhere any more: the product was restored from a backup, or replaced by another.
@Path("/api/sources/{name}/cursor")
@RunOnVirtualThread
@RolesAllowed("admin")
class CursorResource {
    private final AlertSources sources;
    private final PulledSources pulled;

    CursorResource(AlertSources sources, PulledSources pulled) {
        this.sources = sources;
        this.pulled = pulled;
    }

    /// The next turn begins as far back as the connectors are set to at the first start. Nothing is doubled by it.
    @DELETE
    public void forget(@PathParam("name") String name) {
        pulled.forget(sources.pulled(name).name());
    }
}
