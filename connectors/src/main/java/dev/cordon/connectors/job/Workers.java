package dev.cordon.connectors.job;

import dev.cordon.connectors.action.Actions;
import dev.cordon.connectors.action.Answer;
import dev.cordon.connectors.action.Query;
import dev.cordon.contract.ActionId;
import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobWorker;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// One worker per job type. Jobs are pushed by the broker, and polled for in case a push was missed; a job that comes
/// twice is sorted out by the ledger.
@ApplicationScoped
class Workers {
    private static final Logger LOG = Logger.getLogger(Workers.class);

    private final CamundaClient client;
    private final WorkerConfig config;
    private final Actions actions;
    private final Mailbox mailbox;
    private final MeterRegistry meters;
    private final String process = ProcessName.own();
    private final AtomicLong deliveries = new AtomicLong();

    Workers(CamundaClient client, WorkerConfig config, Actions actions, Mailbox mailbox, MeterRegistry meters) {
        this.client = client;
        this.config = config;
        this.actions = actions;
        this.mailbox = mailbox;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        var open = Stream.of(JobType.values()).map(this::worker).toList();
        LOG.infof("waiting for %d types of jobs", open.size());
    }

    private JobWorker worker(JobType type) {
        return client.newWorker()
                .jobType(type.value())
                .handler((ignored, job) -> handle(type, job))
                .name(process)
                .timeout(config.timeout(type))
                .maxJobsActive(config.maxActive())
                .pollInterval(config.pollInterval())
                .fetchVariables(Order.variables(type))
                .streamEnabled(true)
                .open();
    }

    private void handle(JobType type, ActivatedJob job) {
        var start = System.nanoTime();
        var reply = reply(type, job);
        meters.timer(
                        "cordon.jobs",
                        "type",
                        type.value(),
                        "reply",
                        reply.getClass().getSimpleName())
                .record(Duration.ofNanos(System.nanoTime() - start));
        LOG.debugf("job %d %s: %s", job.getKey(), type.value(), reply.getClass().getSimpleName());
        mailbox.send(job, reply);
    }

    private Reply reply(JobType type, ActivatedJob job) {
        try {
            return Reply.to(answer(type, job, Order.of(job.getVariables())), job.getCustomHeaders());
        } catch (Order.Unreadable e) {
            return new Reply.Stop(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "job %d %s failed", job.getKey(), type.value());
            return new Reply.Stumble(
                    Duration.ofSeconds(10), "unforeseen: " + e.getClass().getSimpleName());
        }
    }

    private Answer answer(JobType type, ActivatedJob job, Order order) {
        return switch (type) {
            case HOST_FIND, ACCOUNT_FIND ->
                actions.find(new Query(type, order.incidentId(), order.runId(), job.getElementId(), order.name()));
            case HOST_CHECK, ACCOUNT_CHECK -> actions.check(type, order.resolved());
            case HOST_ISOLATE,
                    HOST_RELEASE,
                    PROCESS_KILL,
                    FILE_QUARANTINE,
                    FILE_FETCH,
                    INDICATOR_BLOCK,
                    INDICATOR_UNBLOCK,
                    ACCOUNT_DISABLE,
                    ACCOUNT_ENABLE,
                    SESSIONS_REVOKE,
                    CREDENTIALS_RESET,
                    MFA_RESET,
                    ARTIFACT_COLLECT -> actions.perform(intent(type, job, order));
            case ALERT_CLOSE -> actions.close(intent(type, job, order), order.closing(), order.deadline());
        };
    }

    private Intent intent(JobType type, ActivatedJob job, Order order) {
        var target = order.resolved();
        var id = ActionId.of(order.runId(), job.getElementInstanceKey(), type, target);
        // A number of its own for every delivery: two hands of this process are two claimants, as if they were two
        // processes. The broker may push a job twice.
        var worker = process + "-" + deliveries.incrementAndGet();
        return new Intent(
                id, order.incidentId(), order.runId(), type, target, order.reason(), job.getElementId(), worker);
    }
}
