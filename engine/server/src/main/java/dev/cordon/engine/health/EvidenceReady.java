package dev.cordon.engine.health;

import dev.cordon.engine.evidence.store.Locker;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// While the store does not answer, nothing that is collected can be kept.
@Readiness
@ApplicationScoped
class EvidenceReady implements HealthCheck {
    private final Locker locker;

    EvidenceReady(Locker locker) {
        this.locker = locker;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("evidence").status(locker.isReady());
        locker.says().forEach(response::withData);
        return response.build();
    }
}
