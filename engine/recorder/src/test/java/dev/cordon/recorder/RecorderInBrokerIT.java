package dev.cordon.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camunda.client.CamundaClient;
import io.camunda.zeebe.model.bpmn.Bpmn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The jar inside the real broker, with a server that comes and goes and a broker that is killed.
class RecorderInBrokerIT {
    private static final String SECRET = "canary-9d2e";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DECISION = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="cordon">
              <decision id="severity" name="Severity">
                <decisionTable id="table" hitPolicy="FIRST">
                  <input id="in"><inputExpression id="expression" typeRef="string"><text>role</text></inputExpression></input>
                  <output id="out" name="severity" typeRef="number"/>
                  <rule id="dc"><inputEntry id="i1"><text>"dc"</text></inputEntry><outputEntry id="o1"><text>5</text></outputEntry></rule>
                  <rule id="any"><inputEntry id="i2"><text/></inputEntry><outputEntry id="o2"><text>3</text></outputEntry></rule>
                </decisionTable>
              </decision>
            </definitions>
            """;

    @TempDir
    Path directory;

    private FakeServer server;
    private RealBroker broker;
    private CamundaClient client;
    private final Set<Long> instances = new TreeSet<>();
    private final Set<Long> completed = new HashSet<>();

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        broker = new RealBroker(directory, server.url(), SECRET);
        broker.start();
        client = CamundaClient.newClientBuilder()
                .grpcAddress(URI.create("http://127.0.0.1:" + broker.grpc))
                .restAddress(URI.create("http://127.0.0.1:" + broker.rest))
                .preferRestOverGrpc(false)
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        broker.close();
        server.close();
    }

    @Test
    void everything_the_process_did_arrives_in_order_whoever_was_down_in_between() throws Exception {
        deploy();
        startInstances(10);
        completeTasks(10);
        awaitCompleted(10);

        server.down();
        startInstances(10);
        server.up();
        completeTasks(20);
        awaitCompleted(20);
        Files.writeString(Path.of(System.getProperty("recorder.jar")).resolveSibling("recorder-lag.txt"), measureLag());

        broker.takeSnapshot();
        Await.until("all acknowledged, unwanted records too", SOON, () -> broker.unacknowledged() == 0);

        server.down();
        startInstances(10);
        broker.kill();
        broker.start();
        startInstances(10);
        server.up();
        completeTasks(70);
        awaitCompleted(70);

        assertThat(firstSeenPositions()).isSorted();
        var told = records();
        for (var instance : instances) {
            assertThat(story(told, instance)).as("instance %s", instance).containsExactlyElementsOf(STORY);
        }
        assertThat(told).allSatisfy(record -> {
            assertThat(record.path("recordType").asText()).isEqualTo("EVENT");
            assertThat(record.toString()).doesNotContain("not for the server");
        });
        assertThat(Files.readString(directory.resolve("broker.log"))).doesNotContain(SECRET);
    }

    /// In the order of the broker's log, which is not always the order one would guess.
    private static final List<String> STORY = List.of(
            "VARIABLE request CREATED",
            "PROCESS probe ELEMENT_ACTIVATED",
            "START_EVENT begin ELEMENT_ACTIVATED",
            "START_EVENT begin ELEMENT_COMPLETED",
            "DECISION_EVALUATION severity EVALUATED",
            "BUSINESS_RULE_TASK decide ELEMENT_ACTIVATED",
            "BUSINESS_RULE_TASK decide ELEMENT_COMPLETED",
            "USER_TASK ask CREATED",
            "USER_TASK ask ELEMENT_ACTIVATED",
            "USER_TASK ask COMPLETED",
            "USER_TASK ask ELEMENT_COMPLETED",
            "END_EVENT end ELEMENT_ACTIVATED",
            "END_EVENT end ELEMENT_COMPLETED",
            "PROCESS probe ELEMENT_COMPLETED");

    private void deploy() {
        var process = Bpmn.createExecutableProcess("probe")
                .startEvent("begin")
                .businessRuleTask(
                        "decide", task -> task.zeebeCalledDecisionId("severity").zeebeResultVariable("severity"))
                .userTask("ask", task -> task.zeebeUserTask())
                .endEvent("end")
                .done();
        client.newDeployResourceCommand()
                .addProcessModel(process, "probe.bpmn")
                .addResourceStringUtf8(DECISION, "severity.dmn")
                .send()
                .join();
    }

    private void startInstances(int number) {
        IntStream.range(0, number)
                .forEach(i -> instances.add(client.newCreateInstanceCommand()
                        .bpmnProcessId("probe")
                        .latestVersion()
                        .variables(Map.of(
                                "role", "dc", "request", Map.of("title", "Isolate?"), "note", "not for the server"))
                        .send()
                        .join()
                        .getProcessInstanceKey()));
    }

    /// Waits until the server knows of so many tasks, and completes those it knows.
    private void completeTasks(int number) {
        Await.until(number + " tasks", SOON, () -> tasks("CREATED").size() >= number);
        for (var task : tasks("CREATED")) {
            if (completed.add(task)) {
                client.newCompleteUserTaskCommand(task).send().join();
            }
        }
    }

    private void awaitCompleted(int number) {
        Await.until(
                number + " instances completed",
                SOON,
                () -> records().stream()
                                .filter(record -> name(record).equals("PROCESS probe ELEMENT_COMPLETED"))
                                .count()
                        >= number);
    }

    private Set<Long> tasks(String intent) {
        var tasks = new TreeSet<Long>();
        for (var record : records()) {
            if (record.path("valueType").asText().equals("USER_TASK")
                    && record.path("intent").asText().equals(intent)) {
                tasks.add(record.path("value").path("userTaskKey").asLong());
            }
        }
        return tasks;
    }

    /// Milliseconds from a record's timestamp to its arrival; for reading, not for judging.
    private String measureLag() {
        var before = server.requests.size();
        for (var i = 0; i < 30; i++) {
            startInstances(1);
            completeTasks(instances.size());
        }
        awaitCompleted(instances.size());
        var lags = new ArrayList<Long>();
        for (var request : server.requests.subList(before, server.requests.size())) {
            request.lines()
                    .forEach(line -> lags.add(request.arrivedAtMillis()
                            - read(line).path("timestamp").asLong()));
        }
        lags.sort(null);
        return "n=%d p50=%d p95=%d p99=%d max=%d"
                .formatted(
                        lags.size(),
                        lags.get(lags.size() / 2),
                        lags.get(lags.size() * 95 / 100),
                        lags.get(lags.size() * 99 / 100),
                        lags.getLast());
    }

    /// Each record once, in the order of its first arrival.
    private List<JsonNode> records() {
        var seen = new HashSet<Long>();
        return server.stored().stream()
                .map(RecorderInBrokerIT::read)
                .filter(record -> seen.add(record.path("position").asLong()))
                .toList();
    }

    private List<Long> firstSeenPositions() {
        return records().stream()
                .map(record -> record.path("position").asLong())
                .toList();
    }

    private static List<String> story(List<JsonNode> records, long instance) {
        return records.stream()
                .filter(record ->
                        record.path("value").path("processInstanceKey").asLong() == instance)
                .map(RecorderInBrokerIT::name)
                .toList();
    }

    private static String name(JsonNode record) {
        var value = record.path("value");
        var type = record.path("valueType").asText();
        var intent = record.path("intent").asText();
        return switch (type) {
            case "PROCESS_INSTANCE" ->
                value.path("bpmnElementType").asText() + " "
                        + value.path("elementId").asText() + " " + intent;
            case "VARIABLE" -> type + " " + value.path("name").asText() + " " + intent;
            case "DECISION_EVALUATION" -> type + " " + value.path("decisionId").asText() + " " + intent;
            default -> type + " " + value.path("elementId").asText() + " " + intent;
        };
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(line, e);
        }
    }
}
