package dev.cordon.connectors.job;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

@Readiness
@ApplicationScoped
class CamundaHealth implements HealthCheck {
    private final CamundaClient client;

    CamundaHealth(CamundaClient client) {
        this.client = client;
    }

    @Override
    public HealthCheckResponse call() {
        var camunda = HealthCheckResponse.named("camunda");
        try {
            var topology = client.newTopologyRequest()
                    .useGrpc()
                    .requestTimeout(Duration.ofSeconds(2))
                    .send()
                    .join();
            return camunda.up()
                    .withData("version", topology.getGatewayVersion())
                    .build();
        } catch (ClientException e) {
            return camunda.down()
                    .withData("problem", e.getClass().getSimpleName())
                    .build();
        }
    }
}
