package dev.cordon.engine.health;

import dev.cordon.engine.broker.Deployment;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Playbooks are deployed once the broker has answered.
@Readiness
@ApplicationScoped
class PlaybooksReady implements HealthCheck {
    private final Deployment deployment;

    PlaybooksReady(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("playbooks").status(deployment.done()).build();
    }
}
