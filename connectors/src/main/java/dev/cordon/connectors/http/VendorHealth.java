package dev.cordon.connectors.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Says how the vendors are. Always up: a vendor's illness is no reason to take the connectors out of service.
@Readiness
@ApplicationScoped
class VendorHealth implements HealthCheck {
    private final Instance<VendorStatus> vendors;

    VendorHealth(@Any Instance<VendorStatus> vendors) {
        this.vendors = vendors;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("vendors").up();
        for (var vendor : vendors) {
            response.withData(
                    vendor.vendor(),
                    vendor.configured() ? vendor.problem().orElse("no problem seen") : "not configured");
        }
        return response.build();
    }
}
