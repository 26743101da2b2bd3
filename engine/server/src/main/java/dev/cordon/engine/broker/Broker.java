package dev.cordon.engine.broker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.playbook.Catalogue;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.ProblemException;
import io.camunda.client.api.response.DeploymentEvent;
import io.grpc.Status;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the server asks of Camunda. Every call may be repeated; an exception means: not known to have happened, ask
/// again.
@ApplicationScoped
public class Broker {
    private final CamundaClient camunda;

    Broker(BrokerConfig config) {
        camunda = CamundaClient.newClientBuilder()
                .grpcAddress(config.grpc())
                .restAddress(config.rest())
                .preferRestOverGrpc(false)
                .defaultRequestTimeout(Duration.ofSeconds(10))
                .numJobWorkerExecutionThreads(1)
                .build();
    }

    void stop(@Observes ShutdownEvent event) {
        camunda.close();
    }

    /// What is unchanged keeps its version.
    public DeploymentEvent deploy(List<Catalogue.Resource> resources) {
        var first = resources.getFirst();
        var command = camunda.newDeployResourceCommand().addResourceStringUtf8(first.text(), first.name());
        for (var resource : resources.subList(1, resources.size())) {
            command = command.addResourceStringUtf8(resource.text(), resource.name());
        }
        return command.requestTimeout(Duration.ofSeconds(30)).send().join();
    }

    /// A run has one instance however often this is sent: the broker knows the message's id while it is buffered, and
    /// starts no second
    /// instance for a correlation key while one is running.
    ///
    /// @param timeToLive how long the message may wait for its playbook to be deployed
    public void startRun(String playbook, String runId, Object variables, Duration timeToLive) {
        try {
            camunda.newPublishMessageCommand()
                    .messageName("playbook-requested-" + playbook)
                    .correlationKey(runId)
                    .messageId(runId)
                    .timeToLive(timeToLive)
                    .variables(variables)
                    .send()
                    .join();
        } catch (ClientStatusException e) {
            if (e.getStatusCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
        }
    }

    /// False: the task is not there any more.
    public boolean completeUserTask(long userTaskKey, JsonNode answer) {
        return found(() -> camunda.newCompleteUserTaskCommand(userTaskKey)
                .variables(Map.of("answer", answer))
                .send()
                .join());
    }

    /// False: the instance has ended already.
    public boolean cancel(long processInstanceKey) {
        return found(() ->
                camunda.newCancelInstanceCommand(processInstanceKey).send().join());
    }

    /// Lets a blocked run try again.
    public boolean resolve(long incidentKey, @Nullable Long jobKey) {
        return found(() -> {
            if (jobKey != null && jobKey > 0) {
                camunda.newUpdateRetriesCommand(jobKey).retries(3).send().join();
            }
            return camunda.newResolveIncidentCommand(incidentKey).send().join();
        });
    }

    /// Whether the broker answers and has a healthy partition.
    public boolean reachable() {
        try {
            return !camunda.newTopologyRequest()
                    .requestTimeout(Duration.ofSeconds(2))
                    .send()
                    .join()
                    .getBrokers()
                    .isEmpty();
        } catch (ClientException e) {
            return false;
        }
    }

    private interface Call {
        @Nullable
        Object send();
    }

    @SuppressWarnings("ReturnValueIgnored")
    private static boolean found(Call call) {
        try {
            call.send();
            return true;
        } catch (ProblemException e) {
            if (e.code() == 404) {
                return false;
            }
            throw e;
        } catch (ClientStatusException e) {
            if (e.getStatusCode() == Status.Code.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }
}
