package dev.cordon.lab.range.grr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Range;
import dev.cordon.lab.range.RangeConfig;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.company.Ids;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrrTest {
    private static final String CLIENT = "/api/v2/clients/" + id("GRR-SRV-DB-01");
    private static final String CONTROLLER = "/api/v2/clients/" + id("GRR-DC-01");

    @TempDir
    Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Range range;
    private String forgery = "";

    @BeforeEach
    void start() throws Exception {
        range = Range.start(
                RangeConfig.of(directory.resolve("witness.ndjson"), "secret").pending(Duration.ZERO));
        forgery = send("GET", "/", "")
                .headers()
                .firstValue("Set-Cookie")
                .orElse("")
                .split(";", 2)[0];
    }

    @AfterEach
    void stop() throws IOException {
        http.shutdownNow();
        range.close();
    }

    @Test
    void a_client_is_found_by_the_beginning_of_its_name() throws Exception {
        assertThat(json(send("GET", "/api/v2/clients?query=host:grr-ws", "")).path("items"))
                .hasSize(2);
        assertThat(json(send("GET", "/api/v2/clients?query=host:nobody", ""))).isEmpty();
    }

    @Test
    void a_change_without_the_token_against_forgery_is_turned_away() throws Exception {
        forgery = "csrftoken=other";

        assertThat(start(CLIENT, "Netstat", "").statusCode()).isEqualTo(403);
        assertThat(start(CLIENT, "Netstat", "").headers().firstValue("X-GRR-Unauthorized-Access-Reason"))
                .isEmpty();
    }

    @Test
    void a_file_comes_as_an_archive_with_its_hash() throws Exception {
        var flow = CLIENT + "/flows/"
                + json(start(CLIENT, "CollectFilesByKnownPath", "/tmp/.x/svch0st"))
                        .path("flowId")
                        .asText();

        assertThat(json(send("GET", flow, "")).path("state").asText()).isEqualTo("TERMINATED");
        assertThat(json(send("GET", flow + "/results?offset=0", ""))
                        .at("/items/0/payload/status")
                        .asText())
                .isEqualTo("COLLECTED");
        assertThat(json(send("GET", flow + "/results?offset=1", ""))).isEmpty();
        assertThat(send("GET", flow + "/results/files-archive", "").body()).startsWith('P', 'K');
        assertThat(start(CLIENT, "ExecutePythonHack", "").statusCode()).isEqualTo(422);
    }

    @Test
    void the_domain_controller_needs_an_approval() throws Exception {
        assertThat(start(CONTROLLER, "ListProcesses", "").headers().firstValue("X-GRR-Unauthorized-Access-Reason"))
                .isPresent();
        var approvals = "/api/v2/users/me/approvals/client/" + id("GRR-DC-01");
        assertThat(json(send("GET", approvals, ""))).isEmpty();

        assertThat(send("POST", approvals, "{\"approval\": {\"reason\": \"Cordon action action-1\"}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(send("GET", approvals, "")).at("/items/0/reason").asText())
                .isEqualTo("Cordon action action-1");
        assertThat(start(CONTROLLER, "ListProcesses", "").statusCode()).isEqualTo(200);
    }

    private HttpResponse<byte[]> start(String client, String flow, String path) throws Exception {
        return send("POST", client + "/flows", """
                {"flow": {"name": "%s", "args": {"@type": "type.googleapis.com/grr.%sArgs", "paths": ["%s"]}}}
                """.formatted(flow, flow, path));
    }

    private HttpResponse<byte[]> send(String method, String path, String body) throws Exception {
        Map<String, String> settings = range.settings(List.of("grr"));
        var login = settings.get("CORDON_VENDOR_GRR_USER") + ":" + settings.get("CORDON_VENDOR_GRR_PASSWORD");
        var request = HttpRequest.newBuilder(URI.create(settings.get("CORDON_VENDOR_GRR_URL") + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .header("X-CSRFToken", forgery.substring(forgery.indexOf('=') + 1))
                .header("Cookie", forgery)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /// Without the five bytes before it.
    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        var text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(text).startsWith(")]}'\n");
        return Reply.JSON.readTree(text.substring(5));
    }

    private static String id(String name) {
        return "C." + Ids.md5(name).substring(0, 16);
    }
}
