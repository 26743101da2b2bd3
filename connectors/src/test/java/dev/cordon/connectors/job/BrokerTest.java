package dev.cordon.connectors.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.zeebe.gateway.protocol.GatewayGrpc;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivatedJob;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.StreamActivatedJobsRequest;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Closing the client, with what may keep it: hands at work, and streams that are about to be opened again.
class BrokerTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Gateway gateway = new Gateway();
    private final CountDownLatch begun = new CountDownLatch(1);
    private Server server;
    private CamundaClient client;

    @BeforeEach
    void a_gateway() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(gateway)
                .build()
                .start();
        client = new Broker().client(new At(URI.create("http://127.0.0.1:" + server.getPort())));
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    @Test
    void hands_at_work_are_interrupted_and_the_closing_ends() throws InterruptedException {
        var interrupted = new CountDownLatch(1);
        worker(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(closed(Duration.ofSeconds(20))).isLessThan(SOON);
        assertThat(interrupted.await(1, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_hand_that_does_not_heed_its_interrupt_is_not_waited_for_longer_than_allowed() throws InterruptedException {
        var released = new CountDownLatch(1);
        worker(() -> {
            begun.countDown();
            awaitWhateverComes(released);
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(closed(Duration.ofSeconds(1))).isBetween(Duration.ofMillis(900), SOON);
        released.countDown();
    }

    @Test
    void streams_that_are_about_to_be_opened_again_do_not_keep_it() throws InterruptedException {
        gateway.unwell = true;
        for (var worker = 0; worker < 8; worker++) {
            worker(() -> {});
        }
        assertThat(gateway.refused.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(closed(Duration.ofSeconds(20))).isLessThan(SOON);
    }

    private Duration closed(Duration limit) throws InterruptedException {
        var start = System.nanoTime();
        Broker.close(client, limit);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void worker(Runnable hand) {
        client.newWorker()
                .jobType("host.isolate")
                .handler((ignored, job) -> hand.run())
                .streamEnabled(true)
                .open();
    }

    private static void awaitWhateverComes(CountDownLatch released) {
        while (true) {
            try {
                released.await();
                return;
            } catch (InterruptedException e) {
                // that is what it does not heed
            }
        }
    }

    private record At(URI grpc) implements CamundaConfig {
        @Override
        public URI rest() {
            return grpc;
        }
    }

    /// Pushes one job to each stream, or turns all away.
    private static final class Gateway extends GatewayGrpc.GatewayImplBase {
        private final AtomicInteger jobs = new AtomicInteger();
        final CountDownLatch refused = new CountDownLatch(24);
        volatile boolean unwell;

        @Override
        public void streamActivatedJobs(StreamActivatedJobsRequest request, StreamObserver<ActivatedJob> stream) {
            if (unwell) {
                stream.onError(Status.UNAVAILABLE.asException());
                refused.countDown();
                return;
            }
            stream.onNext(ActivatedJob.newBuilder()
                    .setKey(jobs.incrementAndGet())
                    .setType(request.getType())
                    .setCustomHeaders("{}")
                    .setVariables("{}")
                    .build());
        }

        @Override
        public void activateJobs(ActivateJobsRequest request, StreamObserver<ActivateJobsResponse> answer) {
            answer.onCompleted();
        }
    }
}
