package dev.cordon.engine.health;

import dev.cordon.engine.connector.ConnectorReports;
import dev.cordon.engine.connector.ConnectorView;
import dev.cordon.engine.connector.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Always up: without connectors alerts are still taken and tasks decided.
@Readiness
@ApplicationScoped
class ConnectorsReady implements HealthCheck {
    private final ConnectorReports reports;

    ConnectorsReady(ConnectorReports reports) {
        this.reports = reports;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("connectors")
                .up()
                .withData("workers", reports.workers())
                .withData("bad", named(Standing.BAD))
                .withData("away", named(Standing.AWAY))
                .build();
    }

    private String named(Standing standing) {
        return reports.all().stream()
                .filter(view -> view.state() == standing)
                .map(ConnectorView::name)
                .collect(Collectors.joining(", "));
    }
}
