package dev.cordon.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

/// The least one can write between a SIEM and a vendor on Camunda: an alert creates an instance and is answered, three
/// streaming workers call the vendor. Nothing is stored, authenticated, deduplicated, claimed, verified or recorded.
///
/// Arguments: its port, the broker's gRPC address, the vendor's address, the process id of the benchmark, with which
/// it ends.
@SuppressWarnings("FutureReturnValueIgnored") // the least: what is lost, the broker repeats
final class BareAdapter {
    private static final String PROCESS = "bench-bare";
    private static final JsonMapper JSON = new JsonMapper();

    private final CamundaClient camunda;
    private final HttpClient http;
    private final String vendor;

    private BareAdapter(URI broker, String vendor) {
        this.vendor = vendor;
        camunda = CamundaClient.newClientBuilder()
                .grpcAddress(broker)
                .preferRestOverGrpc(false)
                .defaultRequestTimeout(Duration.ofSeconds(20))
                .build();
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    public static void main(String[] arguments) throws IOException {
        ProcessHandle.of(Long.parseLong(arguments[3]))
                .orElseThrow()
                .onExit()
                .thenRun(() -> Runtime.getRuntime().halt(0));
        var adapter = new BareAdapter(URI.create(arguments[1]), arguments[2]);
        adapter.begin();
        adapter.listen(Integer.parseInt(arguments[0]));
    }

    private void begin() {
        camunda.newDeployResourceCommand()
                .addResourceStringUtf8(bpmn(), PROCESS + ".bpmn")
                .requestTimeout(Duration.ofSeconds(30))
                .send()
                .join();
        work("lookup");
        work("contain");
        work("status");
    }

    private void work(String call) {
        camunda.newWorker()
                .jobType(PROCESS + "." + call)
                .handler((client, job) -> perform(call, client, job))
                .name(PROCESS)
                .fetchVariables("host")
                .streamEnabled(true)
                .open();
    }

    private void perform(String call, JobClient client, ActivatedJob job) {
        var request = HttpRequest.newBuilder(URI.create("%s/%s/%s".formatted(vendor, call, job.getVariable("host"))))
                .timeout(Duration.ofSeconds(10));
        if (call.equals("contain")) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{}"));
        }
        http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).whenComplete((answer, failure) -> {
            if (failure == null && answer.statusCode() == 200) {
                client.newCompleteCommand(job).send();
            } else {
                client.newFailCommand(job).retries(job.getRetries() - 1).send();
            }
        });
    }

    private void listen(int port) throws IOException {
        // without it the second packet of an answer waits for the client's acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/ready", exchange -> answer(exchange, 200));
        server.createContext("/alert", exchange -> {
            JsonNode alert = JSON.readTree(exchange.getRequestBody());
            camunda.newCreateInstanceCommand()
                    .bpmnProcessId(PROCESS)
                    .latestVersion()
                    .variables(alert)
                    .send()
                    .whenComplete((created, failure) -> answer(exchange, failure == null ? 202 : 503));
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, int status) {
        try (exchange) {
            var body = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            // The client went away; there is nobody to tell.
        }
    }

    private static String bpmn() {
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="bare" targetNamespace="bench">
              <process id="%1$s" isExecutable="true">
                <startEvent id="start"/>
                <sequenceFlow id="a" sourceRef="start" targetRef="severe"/>
                <exclusiveGateway id="severe" default="low"/>
                <sequenceFlow id="high" sourceRef="severe" targetRef="lookup">
                  <conditionExpression xsi:type="tFormalExpression">=severity = "high"</conditionExpression>
                </sequenceFlow>
                <sequenceFlow id="low" sourceRef="severe" targetRef="ignored"/>
                %2$s
                <sequenceFlow id="b" sourceRef="lookup" targetRef="contain"/>
                <sequenceFlow id="c" sourceRef="contain" targetRef="status"/>
                <sequenceFlow id="d" sourceRef="status" targetRef="done"/>
                <endEvent id="done"/>
                <endEvent id="ignored"/>
              </process>
            </definitions>
            """.formatted(PROCESS, task("lookup") + task("contain") + task("status"));
    }

    private static String task(String call) {
        return """
            <serviceTask id="%1$s"><extensionElements><zeebe:taskDefinition type="%2$s.%1$s"/></extensionElements></serviceTask>
            """.formatted(call, PROCESS);
    }
}
