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

    void answer(JobType type) {
        var job = take(type);
        assertOrder(type, job);
        var reply = replyOf(job.getElementId());
        if (reply.error() != null) {
            client.newThrowErrorCommand(job)
                    .errorCode(reply.error())
                    .variables(problem(reply.error()))
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

    private ActivatedJob take(JobType type) {
        var jobs = client.newActivateJobsCommand()
                .jobType(type.value())
                .maxJobsToActivate(1)
                .workerName("world")
                .timeout(Duration.ofMinutes(10))
                .fetchVariables("incidentId", "runId", "target", "reason")
                .send()
                .join()
                .getJobs();
        assertThat(jobs).as("a job of type " + type.value()).hasSize(1);
        return jobs.getFirst();
    }

    /// What every worker relies on: the four variables, a name to look for, or a target that was found.
    private static void assertOrder(JobType type, ActivatedJob job) {
        var order = job.getVariablesAsMap();
        assertThat(order).as(job.getElementId()).containsKeys("incidentId", "runId", "target", "reason");
        if (type.finds()) {
            assertThat(order.get("target")).as(job.getElementId()).isInstanceOf(String.class);
        } else {
            var target = Scenario.JSON.convertValue(order.get("target"), Target.class);
            assertThat(target.key()).as(job.getElementId()).startsWith(kind(type) + ":");
        }
    }

    private static String kind(JobType type) {
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
                    ARTIFACT_COLLECT ->
                Scenario.JSON
                        .createObjectNode()
                        .put("is", "done")
                        .setAll(Scenario.JSON.<com.fasterxml.jackson.databind.node.ObjectNode>valueToTree(
                                new Outcome.Done("receipt-" + job.getElementId())));
        };
    }

    private static Target host(ActivatedJob job) {
        var name = (String) job.getVariable("target");
        return new Target.Host("crowdstrike", "aid-" + name, name, "workstation", List.of("10.0.0.5"), null);
    }

    private static Target account(ActivatedJob job) {
        var name = (String) job.getVariable("target");
        return new Target.Account("keycloak", "id-" + name, name, null);
    }

    private static JsonNode found(Target target) {
        return Scenario.JSON.createObjectNode().put("is", "found").set("target", Scenario.JSON.valueToTree(target));
    }

    private static Map<String, Object> problem(String code) {
        return Map.of("problem", Map.of("code", code, "why", "because of " + code), "candidates", List.of());
    }
}
