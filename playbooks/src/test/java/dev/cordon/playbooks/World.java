package dev.cordon.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Target;
import dev.cordon.playbooks.Scenario.Reply;
import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.client.api.response.ActivatedJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Stands where the connectors stand: takes jobs, and answers them as the scenario says.
@SuppressWarnings("deprecation")
final class World {
    private final ZeebeClient client;
    private final Scenario scenario;

    World(ZeebeClient client, Scenario scenario) {
        this.client = client;
        this.scenario = scenario;
    }

    Reply replyOf(String element) {
        return scenario.jobs().getOrDefault(element, Reply.SUCCESS);
    }

    /// In a loop each pass can have its own: `close-alert` is for all of them, `close-alert alert:elastic:a-1` for one.
    private Reply replyOf(ActivatedJob job) {
        var order = job.getVariablesAsMap();
        var key = order.get("target") instanceof Map<?, ?> target
                ? " " + Scenario.JSON.convertValue(target, Target.class).key()
                : "";
        return scenario.jobs().getOrDefault(job.getElementId() + key, replyOf(job.getElementId()));
    }

    void answer(JobType type) {
        var job = take(type.value());
        var reply = replyOf(job);
        assertOrder(type, job, reply);
        if (reply.error() != null) {
            client.newThrowErrorCommand(job)
                    .errorCode(reply.error())
                    .variables(problem(reply.error(), job))
                    .send()
                    .join();
            return;
        }
        var result = reply.gives() != null ? reply.gives() : success(type, job);
        client.newCompleteCommand(job)
                .variables("{\"result\":" + result + "}")
                .send()
                .join();
    }

    /// As a worker does whose product is away: its retries stay as they are.
    void giveBack(JobType type, Duration backoff) {
        var job = take(type.value());
        client.newFailCommand(job)
                .retries(job.getRetries())
                .retryBackoff(backoff)
                .errorMessage("the product does not answer")
                .send()
                .join();
    }

    /// A job of Camunda's connectors, which the scenario must answer in full.
    void answerForeign(String type) {
        var job = take(type);
        var reply = replyOf(job.getElementId());
        assertThat(reply.gives())
                .as("the variables that %s writes", job.getElementId())
                .isNotNull();
        client.newCompleteCommand(job)
                .variables(String.valueOf(reply.gives()))
                .send()
                .join();
    }

    private ActivatedJob take(String type) {
        var jobs = client.newActivateJobsCommand()
                .jobType(type)
                .maxJobsToActivate(1)
                .workerName("world")
                .timeout(Duration.ofMinutes(10))
                .fetchVariables("incidentId", "runId", "target", "reason", "incident", "verdict")
                .send()
                .join()
                .getJobs();
        assertThat(jobs).as("a job of type " + type).hasSize(1);
        return jobs.getFirst();
    }

    /// What every worker relies on: the four variables, a name to look for, or a target that was found.
    private static void assertOrder(JobType type, ActivatedJob job, Reply reply) {
        var order = job.getVariablesAsMap();
        assertThat(order).as(job.getElementId()).containsKeys("incidentId", "runId", "target", "reason");
        if (type.finds()) {
            assertThat(order.get("target")).as(job.getElementId()).isInstanceOf(String.class);
        } else {
            var target = Scenario.JSON.convertValue(order.get("target"), Target.class);
            assertThat(target.key()).as(job.getElementId()).startsWith(kind(type) + ":");
            if (type == JobType.ALERT_CLOSE) {
                assertThat(order).as(job.getElementId()).containsKeys("incident", "verdict");
            }
            if (reply.on() != null) {
                assertThat(target.key())
                        .as("what %s is done to", job.getElementId())
                        .isEqualTo(reply.on());
            }
        }
    }

    static String kind(JobType type) {
        return switch (type) {
            case HOST_FIND, HOST_CHECK, HOST_ISOLATE, HOST_RELEASE, ARTIFACT_COLLECT -> "host";
            case PROCESS_KILL -> "process";
            case FILE_QUARANTINE, FILE_FETCH -> "file";
            case INDICATOR_BLOCK, INDICATOR_UNBLOCK -> "indicator";
            case ACCOUNT_FIND,
                    ACCOUNT_CHECK,
                    ACCOUNT_DISABLE,
                    ACCOUNT_ENABLE,
                    SESSIONS_REVOKE,
                    CREDENTIALS_RESET,
                    MFA_RESET -> "account";
            case ALERT_CLOSE -> "alert";
        };
    }

    private static JsonNode success(JobType type, ActivatedJob job) {
        return switch (type) {
            case HOST_FIND -> found(host(job));
            case ACCOUNT_FIND -> found(account(job));
            case HOST_CHECK, ACCOUNT_CHECK ->
                Scenario.JSON.createObjectNode().put("is", "seen").put("state", "FREE");
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
                    ARTIFACT_COLLECT,
                    ALERT_CLOSE ->
                Scenario.JSON
                        .createObjectNode()
                        .put("is", "done")
                        .setAll(Scenario.JSON.<com.fasterxml.jackson.databind.node.ObjectNode>valueToTree(
                                new Outcome.Done("receipt-" + job.getElementId())));
        };
    }

    private static Target host(ActivatedJob job) {
        return host(job, "", null);
    }

    private static Target host(ActivatedJob job, String twin, @Nullable String lastSeen) {
        var name = (String) job.getVariable("target");
        return new Target.Host("crowdstrike", "aid-" + name + twin, name, "workstation", List.of("10.0.0.5"), lastSeen);
    }

    private static Target account(ActivatedJob job) {
        return account(job, "", null);
    }

    private static Target account(ActivatedJob job, String twin, @Nullable String mail) {
        var name = (String) job.getVariable("target");
        return new Target.Account("keycloak", "id-" + name + twin, name, mail);
    }

    private static JsonNode found(Target target) {
        return Scenario.JSON.createObjectNode().put("is", "found").set("target", Scenario.JSON.valueToTree(target));
    }

    private static String problem(String code, ActivatedJob job) {
        var variables = Scenario.JSON.createObjectNode();
        variables.putObject("problem").put("code", code).put("why", "because of " + code);
        var candidates = variables.putArray("candidates");
        if (code.equals("target-ambiguous")) {
            twins(job).map(Scenario.JSON::<JsonNode>valueToTree).forEach(candidates::add);
        }
        return variables.toString();
    }

    private static Stream<Target> twins(ActivatedJob job) {
        return job.getType().equals(JobType.ACCOUNT_FIND.value())
                ? Stream.of(account(job, "-1", null), account(job, "-2", "second@acme.example"))
                : Stream.of(host(job, "-1", "2026-11-21T09:58:00Z"), host(job, "-2", null));
    }
}
