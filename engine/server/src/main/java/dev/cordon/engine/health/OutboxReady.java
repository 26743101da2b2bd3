package dev.cordon.engine.health;

import dev.cordon.engine.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Promises that are not kept mean alerts that are not routed and runs that do not start.
@Readiness
@ApplicationScoped
class OutboxReady implements HealthCheck {
    private static final Duration TOLERATED = Duration.ofMinutes(2);

    private final Outbox outbox;

    OutboxReady(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public HealthCheckResponse call() {
        var overdue = outbox.overdue();
        return HealthCheckResponse.named("outbox")
                .status(overdue == null || overdue.compareTo(TOLERATED) < 0)
                .withData("overdueMillis", overdue == null ? 0 : overdue.toMillis())
                .build();
    }
}
