package dev.cordon.connectors.action;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Without the ledger nothing may be done.
@Readiness
@ApplicationScoped
class LedgerHealth implements HealthCheck {
    private final ServerProbe server;

    LedgerHealth(@RestClient ServerProbe server) {
        this.server = server;
    }

    @Override
    public HealthCheckResponse call() {
        var ledger = HealthCheckResponse.named("ledger");
        try (var answer = server.live()) {
            return ledger.status(answer.getStatus() < 500).build();
        } catch (RuntimeException e) {
            return ledger.down()
                    .withData("problem", e.getClass().getSimpleName())
                    .build();
        }
    }
}
