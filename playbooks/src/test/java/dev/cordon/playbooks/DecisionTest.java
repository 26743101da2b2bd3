package dev.cordon.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.dmn.DmnEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import scala.jdk.javaapi.CollectionConverters;

/// Each decision is made twice: by the broker in a run, and inside the server when it guards an action. They must
/// agree.
@SuppressWarnings("deprecation")
class DecisionTest {
    private static final Broker BROKER = new MemoryBroker();
    private static final DmnEngine IN_PROCESS = asInTheServer();
    private static final List<String> DECISIONS = List.of("alert-routing", "containment-approval");

    @BeforeAll
    static void deploy() {
        DECISIONS.forEach(decision -> BROKER.client()
                .newDeployResourceCommand()
                .addResourceFile(dmn(decision).toString())
                .send()
                .join());
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @TestFactory
    Stream<DynamicTest> the_broker_and_the_server_decide_alike_and_as_written() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var decision : DECISIONS) {
            for (var row : Scenario.JSON.readTree(cases(decision).toFile())) {
                tests.add(DynamicTest.dynamicTest(decision + " " + row.get("when"), () -> {
                    assertThat(inBroker(decision, row.get("when")))
                            .as("in the broker")
                            .isEqualTo(row.get("then"));
                    assertThat(inProcess(decision, row.get("when")))
                            .as("in the server")
                            .isEqualTo(row.get("then"));
                }));
            }
        }
        return tests.stream();
    }

    /// `contain-compromised-host` asks once, for the host, and then also disables the account.
    @Test
    void where_a_host_needs_no_approval_its_account_needs_none_either() throws IOException {
        for (var severity : List.of(0, 1, 2, 3, 4, 5, 6, 99)) {
            for (var criticality : List.of("low", "medium", "high", "critical", "unheard-of")) {
                for (var role : List.of("workstation", "server", "domain-controller", "")) {
                    Map<String, Object> host = Map.of(
                            "severity", severity, "criticality", criticality, "role", role, "action", "host.isolate");
                    if (approval(host).equals("not-required")) {
                        for (var action : List.of("account.disable", "sessions.revoke")) {
                            assertThat(approval(
                                            Map.of("severity", severity, "criticality", criticality, "action", action)))
                                    .as(action + " beside " + host)
                                    .isEqualTo("not-required");
                        }
                    }
                }
            }
        }
    }

    private static String approval(Map<String, Object> when) throws IOException {
        return inProcess("containment-approval", Scenario.JSON.valueToTree(when))
                .get("approval")
                .asText();
    }

    private static JsonNode inBroker(String decision, JsonNode when) throws JsonProcessingException {
        return Scenario.JSON.readTree(BROKER.client()
                .newEvaluateDecisionCommand()
                .decisionId(decision)
                .variables(when.toString())
                .send()
                .join()
                .getDecisionOutput());
    }

    private static JsonNode inProcess(String decision, JsonNode when) throws IOException {
        Map<String, Object> variables = Scenario.JSON.convertValue(when, new TypeReference<>() {});
        try (var file = Files.newInputStream(dmn(decision))) {
            var result = IN_PROCESS.eval(file, decision, variables);
            assertThat(result.isRight()).as(result.toString()).isTrue();
            return json(result.toOption().get());
        }
    }

    /// The engine answers in Scala's own maps and numbers.
    private static JsonNode json(DmnEngine.EvalResult result) {
        var json = Scenario.JSON.createObjectNode();
        if (result.value() instanceof scala.collection.Map<?, ?> answers) {
            CollectionConverters.asJava(answers)
                    .forEach((key, value) -> json.set(
                            key.toString(),
                            value instanceof Number number
                                    ? IntNode.valueOf(number.intValue())
                                    : Scenario.JSON.valueToTree(value)));
        }
        return json;
    }

    /// The test engine brings a service that changes how decisions are read; the server does not have it.
    private static DmnEngine asInTheServer() {
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return new DmnEngine.Builder().build();
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    private static Path dmn(String decision) {
        return Folders.SHARED.resolve(decision + ".dmn");
    }

    private static Path cases(String decision) {
        return Folders.SHARED.resolve("cases").resolve(decision + ".json");
    }
}
