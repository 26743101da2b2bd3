package dev.cordon.connectors.job;

import io.camunda.client.CamundaClient;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

@ApplicationScoped
class Broker {
    private static final Logger LOG = Logger.getLogger(Broker.class);
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

    void stop(@Observes ShutdownEvent event, CamundaClient client) throws InterruptedException {
        close(client, CLOSING);
    }

    /// Closes the workers, interrupts their hands, and then closes the way to the broker.
    ///
    /// Only the client closes the workers, and only once. A worker that is closed while it waits to open its stream
    /// again takes its own lock at the end of the wait and keeps it (8.9.0): who closes it again waits for ever.
    /// A hand that does not heed its interrupt may keep the client for longer than anybody should wait for it.
    static void close(CamundaClient client, Duration limit) throws InterruptedException {
        if (!Thread.ofVirtual().name("closing").start(client::close).join(limit)) {
            LOG.warn("the way to the broker was not closed in time; its jobs come back when their time is over");
        }
    }
}
