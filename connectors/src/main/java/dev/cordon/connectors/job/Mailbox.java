package dev.cordon.connectors.job;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.FinalCommandStep;
import io.camunda.client.api.response.ActivatedJob;
import io.grpc.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Takes replies to the broker. If one is lost for good, the job times out and comes back, and the ledger knows.
@ApplicationScoped
class Mailbox {
    private static final Logger LOG = Logger.getLogger(Mailbox.class);
    private static final int TRIES = 6;
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);

    private final CamundaClient client;

    Mailbox(CamundaClient client) {
        this.client = client;
    }

    void send(ActivatedJob job, Reply reply) {
        switch (reply) {
            case Reply.Complete(var variables) ->
                send(job, () -> client.newCompleteCommand(job).variables(variables));
            case Reply.ThrowError(var code, var why, var variables) ->
                send(
                        job,
                        () -> client.newThrowErrorCommand(job)
                                .errorCode(code)
                                .errorMessage(why)
                                .variables(variables));
            case Reply.Yield(var backoff, var why) -> fail(job, job.getRetries(), backoff, why);
            case Reply.Stumble(var backoff, var why) -> fail(job, Math.max(0, job.getRetries() - 1), backoff, why);
            case Reply.Stop(var why) -> fail(job, 0, Duration.ZERO, why);
        }
    }

    private void fail(ActivatedJob job, int retries, Duration backoff, String why) {
        send(
                job,
                () -> client.newFailCommand(job)
                        .retries(retries)
                        .retryBackoff(backoff)
                        .errorMessage(why));
    }

    private void send(ActivatedJob job, Supplier<FinalCommandStep<?>> command) {
        var wait = FIRST_WAIT;
        for (var attempt = 1; ; attempt++) {
            try {
                command.get().send().join();
                return;
            } catch (ClientStatusException e) {
                var status = e.getStatusCode();
                if (status == Status.Code.NOT_FOUND) {
                    LOG.debugf("job %d: somebody else was first", job.getKey());
                    return;
                }
                if (attempt == TRIES || !transientFailure(status)) {
                    LOG.warnf("job %d: the broker did not take the reply (%s)", job.getKey(), status);
                    return;
                }
            }
            pause(wait);
            wait = wait.multipliedBy(3);
        }
    }

    private static boolean transientFailure(Status.Code status) {
        return switch (status) {
            case UNAVAILABLE, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNKNOWN, CANCELLED -> true;
            case OK,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    DATA_LOSS,
                    UNAUTHENTICATED -> false;
        };
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the broker", e);
        }
    }
}
