package dev.cordon.connectors.report;

import dev.cordon.connectors.capability.Vendors;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Says how the vendors are. Always up: a vendor's illness is no reason to take the connectors out of service.
@Readiness
@ApplicationScoped
class VendorHealth implements HealthCheck {
    private final Vendors vendors;

    VendorHealth(Vendors vendors) {
        this.vendors = vendors;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("vendors").up();
        for (var connector : vendors.all()) {
            var health = connector.health().get();
            response.withData(
                    connector.name(),
                    health.failed() == 0 || health.lastProblem() == null ? "no problem seen" : health.lastProblem());
        }
        return response.build();
    }
}
