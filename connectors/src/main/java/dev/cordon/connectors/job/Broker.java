package dev.cordon.connectors.job;

import io.camunda.client.CamundaClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;

@ApplicationScoped
class Broker {
    private static final Duration CLOSING = Duration.ofSeconds(10);

    @Produces
    @Singleton
    CamundaClient client(CamundaConfig config) {
        var virtual = Thread.ofVirtual().name("job-", 0).factory();
        return CamundaClient.newClientBuilder()
                .grpcAddress(config.grpc())
                .restAddress(config.rest())
                .preferRestOverGrpc(false)
                .defaultRequestTimeout(Duration.ofSeconds(10))
                .jobHandlingExecutor(Executors.newThreadPerTaskExecutor(virtual), true)
                .build();
    }

    // Without a broker the client may wait for a lock that one of its own threads took with it.
    void close(@Disposes CamundaClient client) throws InterruptedException {
        Thread.ofVirtual().start(client::close).join(CLOSING);
    }
}
