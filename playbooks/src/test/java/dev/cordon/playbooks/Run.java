package dev.cordon.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.contract.JobType;
import dev.cordon.playbooks.Scenario.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One run of a playbook, from its message to its end, read from the broker's records.
final class Run {
    private static final Set<String> PLUMBING = Set.of(
            "PROCESS", "SUB_PROCESS", "MULTI_INSTANCE_BODY", "SEQUENCE_FLOW", "EXCLUSIVE_GATEWAY", "PARALLEL_GATEWAY");
    private static final int STEPS = 60;
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final Broker broker;
    private final Scenario scenario;
    private final World world;
    private final Map<Long, JsonNode> open = new TreeMap<>();
    private final Map<Long, JsonNode> requests = new HashMap<>();
    private final Set<Long> waited = new HashSet<>();
    private final Map<Long, Integer> yielded = new HashMap<>();
    private final List<String> path = new ArrayList<>();
    private final String runId = UUID.randomUUID().toString();
    private long instance = -1;
    private int read;
    private boolean ended;

    Run(Broker broker, Scenario scenario) {
        this.broker = broker;
        this.scenario = scenario;
        this.world = new World(broker.client(), scenario);
        this.read = broker.records(0).size();
    }

    /// Plays the scenario to the run's end and answers with every task and event that was passed, in order.
    List<String> of(String playbook) {
        start(playbook);
        for (var step = 0; step < STEPS; step++) {
            broker.settle();
            readOn();
            if (ended) {
                return path;
            }
            advance();
        }
        throw new AssertionError("not over after " + STEPS + " steps: " + path);
    }

    private void start(String playbook) {
        var variables = new HashMap<String, Object>(Map.of(
                "runId", runId,
                "incidentId", UUID.randomUUID().toString(),
                "incident", "INC-2026-000001",
                "reason", "Credential dumping on {{host}} <b>now</b>",
                "requestedBy", "source:wazuh",
                "severity", 4,
                "criticality", "medium"));
        variables.putAll(scenario.variables());
        broker.client()
                .newPublishMessageCommand()
                .messageName("playbook-requested-" + playbook)
                .correlationKey(runId)
                .messageId(runId)
                .timeToLive(Duration.ofDays(1))
                .variables(variables)
                .send()
                .join();
    }

    /// The first open job or task that is due an answer; when all of them make us wait, the first that does.
    private void advance() {
        var answerable = open.values().stream().filter(this::answerable).findFirst();
        if (answerable.isPresent()) {
            answer(answerable.get());
            return;
        }
        var waiting = open.values().stream()
                .filter(one -> !waited.contains(one.get("key").asLong()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("stuck after " + path + " with " + open.values()));
        waited.add(waiting.get("key").asLong());
        broker.pass(reply(waiting).after());
    }

    private boolean answerable(JsonNode one) {
        var reply = reply(one);
        return !reply.waits()
                || (!reply.silent() && waited.contains(one.get("key").asLong()));
    }

    private Reply reply(JsonNode one) {
        var element = one.at("/value/elementId").asText();
        if (isJob(one)) {
            return world.replyOf(element);
        }
        return given(scenario.tasks().get(element), "the scenario's answer to " + element);
    }

    private void answer(JsonNode one) {
        if (isJob(one)) {
            var type = one.at("/value/type").asText();
            if (yielded.merge(one.get("key").asLong(), 1, Integer::sum)
                    <= reply(one).yields()) {
                world.giveBack(JobType.of(type), AN_HOUR);
                broker.pass(AN_HOUR);
            } else {
                answerJob(type);
            }
            return;
        }
        assertRequest(one);
        var answer = Scenario.JSON.createObjectNode().put("by", "ravi").put("at", "2026-11-21T10:00:00Z");
        if (reply(one).gives() instanceof ObjectNode values) {
            answer.setAll(values);
        }
        broker.completeUserTask(
                one.get("key").asLong(), Scenario.JSON.createObjectNode().set("answer", answer));
    }

    private void answerJob(String type) {
        if (Stream.of(JobType.values()).anyMatch(known -> known.value().equals(type))) {
            world.answer(JobType.of(type));
        } else {
            world.answerForeign(type);
        }
    }

    private void assertRequest(JsonNode task) {
        var element = task.at("/value/elementId").asText();
        var request = given(requests.get(task.at("/value/elementInstanceKey").asLong()), "what " + element + " shows");
        assertThat(Stream.of("title", "question", "targets", "actions", "reason", "severity", "why"))
                .allMatch(request::has);
        scenario.asks()
                .getOrDefault(element, Map.of())
                .forEach((key, expected) -> assertThat(request.get(key))
                        .as("%s of what %s shows", key, element)
                        .isEqualTo(expected));
    }

    private void readOn() {
        var records = broker.records(read);
        read += records.size();
        records.stream()
                .filter(record -> record.get("recordType").asText().equals("EVENT") && ours(record.get("value")))
                .forEach(this::take);
    }

    private boolean ours(JsonNode value) {
        if (value.path("correlationKey").asText().equals(runId)
                && value.path("processInstanceKey").asLong() > 0) {
            instance = value.get("processInstanceKey").asLong();
        }
        return value.path("processInstanceKey").asLong() == instance;
    }

    private void take(JsonNode record) {
        var value = record.get("value");
        var key = record.get("key").asLong();
        switch (record.get("valueType").asText() + " " + record.get("intent").asText()) {
            case "JOB CREATED", "USER_TASK CREATED" -> open.put(key, record);
            case "JOB COMPLETED", "JOB ERROR_THROWN", "JOB CANCELED", "USER_TASK COMPLETED", "USER_TASK CANCELED" ->
                open.remove(key);
            case "VARIABLE CREATED" -> {
                if (value.get("name").asText().equals("request")) {
                    requests.put(
                            value.get("scopeKey").asLong(),
                            json(value.get("value").asText()));
                }
            }
            case "INCIDENT CREATED" -> throw new AssertionError("blocked after " + path + ": " + value);
            case "PROCESS_INSTANCE ELEMENT_COMPLETED" -> completed(value);
            default -> {
                // the engine's own affairs
            }
        }
    }

    private void completed(JsonNode value) {
        var type = value.get("bpmnElementType").asText();
        if (type.equals("PROCESS")) {
            ended = true;
        }
        if (!PLUMBING.contains(type)) {
            path.add(value.get("elementId").asText());
        }
    }

    private static <T> T given(@Nullable T value, String what) {
        if (value == null) {
            throw new AssertionError("missing: " + what);
        }
        return value;
    }

    private static boolean isJob(JsonNode one) {
        return one.get("valueType").asText().equals("JOB");
    }

    private static JsonNode json(String text) {
        try {
            return Scenario.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
