package dev.cordon.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.StackFile;
import dev.cordon.lab.range.company.Machine.Platform;
import dev.cordon.lab.range.company.Sample;
import io.camunda.client.CamundaClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// A playbook that an author wrote asks for everything that can be done about a file and its process, on one product's
/// machine: fetched, killed, put away, blocked; and what is blocked is given free again from the register.
///
/// It stands in the place of `isolate-host`, because the server starts only what it was built with.
final class Removal implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final StackFile stack;
    private final HttpClient http;
    private final String vendor;
    private final World world;
    private final CamundaClient camunda;
    private final Story story;
    private final Caller ravi;
    private final String incident;

    Removal(StackFile stack, HttpClient http, String vendor) throws IOException, InterruptedException {
        this.stack = stack;
        this.http = http;
        this.vendor = vendor;
        this.world = new World(http, stack.range());
        this.camunda = CamundaClient.newClientBuilder()
                .grpcAddress(URI.create(stack.camunda().grpc()))
                .preferRestOverGrpc(false)
                .defaultRequestTimeout(Duration.ofSeconds(20))
                .build();
        this.ravi = caller("ravi");
        this.incident = ravi.post(
                        "/api/incidents",
                        JSON.createObjectNode()
                                .put("title", "A known file on a machine of " + vendor)
                                .put("severity", 4))
                .path("number")
                .asText();
        this.story = new Story(ravi, incident, Instant.now(), System.out::println);
    }

    @Override
    public void close() {
        camunda.close();
    }

    void play() throws IOException, InterruptedException {
        var machine = machine();
        deploy(file(machine));
        run(machine.path("name").asText(), file(machine).path());
        approve();
        story.awaitEntry("the end of the playbook", Story::runEnded);
    }

    /// What the ledger has of it in the end.
    String outcome(String action) {
        var outcomes = story.outcomes(action);
        assertThat(outcomes).as("outcomes of " + action).hasSize(1);
        return outcomes.getFirst();
    }

    /// What the simulated product itself says was done on the machine, of `killed`, `quarantined`, `fetched`.
    List<String> traces(String kind) throws IOException, InterruptedException {
        return StreamSupport.stream(machine().path(kind).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    boolean evidenceHasTheFile() throws IOException, InterruptedException {
        var items = ravi.get("/api/incidents/%s/evidence".formatted(incident)).path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .anyMatch(item -> item.path("name").asText().contains("svch0st")
                        && item.path("size").asLong() > 0);
    }

    boolean productBlocks() throws IOException, InterruptedException {
        return world.blocked(vendor).contains(file(machine()).sha256());
    }

    /// From the containment register, as a responder does.
    void unblock() throws IOException, InterruptedException {
        var held = ravi.get("/api/containments?incident=" + incident).path("items");
        assertThat(held).hasSize(1);
        ravi.post(
                "/api/containments/%s/release".formatted(held.get(0).path("id").asText()),
                JSON.createObjectNode().put("reason", "A false alarm"));
        story.awaitEntry(
                "the release",
                entry -> entry.path("kind").asText().equals("action-settled")
                        && entry.at("/detail/action").asText().equals("indicator.unblock"));
    }

    private JsonNode machine() throws IOException, InterruptedException {
        return world.machine(vendor, "WS-0142");
    }

    private static Sample.StoredFile file(JsonNode machine) {
        return Sample.file(Platform.valueOf(machine.path("platform").asText().toUpperCase(Locale.ROOT)));
    }

    private void deploy(Sample.StoredFile file) throws IOException {
        try (var text = Removal.class.getResourceAsStream("remove-file.bpmn")) {
            assertThat(text).isNotNull();
            var bpmn = new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("SHA256", file.sha256())
                    .replace("SHA1", file.sha1())
                    .replace("PID", Long.toString(Sample.PID));
            camunda.newDeployResourceCommand()
                    .addResourceStringUtf8(bpmn, "remove-file.bpmn")
                    .send()
                    .join();
        }
    }

    private void run(String host, String path) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("incident", incident);
        body.putObject("inputs")
                .put("reason", "found at " + path)
                .putObject("target")
                .put("host", host);
        var call = ravi.to("/api/playbooks/isolate-host/runs")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        var answer = ravi.exchange(call, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private void approve() throws IOException, InterruptedException {
        var task = "/api/tasks/" + story.awaitTask("approve").path("id").asText();
        var amina = caller("amina");
        var shown = amina.get(task);
        var body = JSON.createObjectNode().put("digest", shown.path("digest").asText());
        body.putObject("values").put("decision", "approve").put("remark", "Seen");
        amina.post(task + "/completion", body);
    }

    private Caller caller(String name) {
        var oidc = stack.oidc();
        var account = stack.accounts().stream()
                .filter(one -> one.username().equals(name))
                .findFirst()
                .orElseThrow();
        return new Caller(stack.server(), new Login(http, oidc.issuer(), oidc.clientId(), account));
    }
}
