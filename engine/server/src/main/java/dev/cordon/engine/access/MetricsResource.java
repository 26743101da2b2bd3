package dev.cordon.engine.access;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The extension's own address for metrics could only be closed by its path; a resource is closed by its annotation.
@Path("/q/metrics")
@SuppressWarnings("deprecation") // Quarkus 3.31 brings this client and not its successor
class MetricsResource {
    private final PrometheusMeterRegistry registry;

    MetricsResource(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @GET
    @jakarta.ws.rs.Produces("text/plain; version=0.0.4; charset=utf-8")
    @RolesAllowed({Roles.METRICS, Roles.ADMIN})
    @Operation(hidden = true)
    public String metrics() {
        return registry.scrape();
    }

    static class Registry {
        @Produces
        @Singleton
        PrometheusMeterRegistry prometheus() {
            return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        }
    }
}
