package dev.cordon.lab.range.wazuh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Arrival;
import dev.cordon.lab.range.Range;
import dev.cordon.lab.range.RangeConfig;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.company.Machine;
import dev.cordon.lab.range.company.Sample;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WazuhTest {
    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private Range range;
    private String authorization = "";

    @BeforeEach
    void start() throws IOException, InterruptedException {
        range = Range.start(
                RangeConfig.of(directory.resolve("witness.ndjson"), "secret").pending(Duration.ZERO));
        var settings = range.settings(List.of("wazuh"));
        var login = settings.get("CORDON_VENDOR_WAZUH_USER") + ":" + settings.get("CORDON_VENDOR_WAZUH_PASSWORD");
        authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        authorization = "Bearer "
                + json(send("POST", "/security/user/authenticate", ""))
                        .at("/data/token")
                        .asText();
    }

    @AfterEach
    void stop() throws IOException {
        range.close();
        http.close();
    }

    @Test
    void a_response_is_sent_to_one_agent_and_only_the_known_scripts_do_anything() throws Exception {
        var id = agent("WAZ-WS-0142").path("id").asText();
        assertThat(respond(id, "!cordon-isolat.sh").path("error").asInt()).isZero();
        assertThat(respond(id, "!cordon-isolate.sh")
                        .at("/data/affected_items/0")
                        .asText())
                .isEqualTo(id);
        assertThat(respond(id, "!cordon-release.sh").path("error").asInt()).isZero();

        assertThat(range.arrivals())
                .extracting(Arrival::operation, Arrival::host, Arrival::action, Arrival::changed)
                .containsExactly(
                        tuple("!cordon-isolat.sh", "WAZ-WS-0142", "action-1", false),
                        tuple("!cordon-isolate.sh", "WAZ-WS-0142", "action-1", true),
                        tuple("!cordon-release.sh", "WAZ-WS-0142", "action-1", true));
    }

    @Test
    void a_process_is_ended_only_if_number_and_program_agree() throws Exception {
        var id = agent("WAZ-WS-0142").path("id").asText();
        var kill = "\"!cordon-kill.sh\", \"alert\": {\"data\": {\"cordon_pid\": \"4711\", \"cordon_image\": \"%s\"}}";
        assertThat(send(id, kill.formatted("explorer.exe")).path("error").asInt())
                .isZero();
        assertThat(send(id, kill.formatted("svch0st.exe")).path("error").asInt())
                .isZero();

        assertThat(range.arrivals()).extracting(Arrival::changed).containsExactly(false, true);
        assertThat(json(send("GET", "/syscollector/" + id + "/processes", "")).at("/data/affected_items"))
                .extracting(process -> process.path("pid").asText())
                .isNotEmpty()
                .doesNotContain("4711");
    }

    @Test
    void a_file_is_put_away_unless_it_has_another_hash() throws Exception {
        var id = agent("WAZ-SRV-DB-01").path("id").asText();
        var file = Sample.file(Machine.Platform.LINUX);
        var put =
                "\"!cordon-quarantine.sh\", \"alert\": {\"data\": {\"cordon_path\": \"%s\", \"cordon_sha256\": \"%s\"}}";
        send(id, put.formatted(file.path(), "0".repeat(64)));
        send(id, put.formatted("/tmp/another", file.sha256()));
        send(id, put.formatted(file.path(), file.sha256()));

        assertThat(range.arrivals())
                .extracting(Arrival::operation, Arrival::host, Arrival::changed)
                .containsExactly(
                        tuple("!cordon-quarantine.sh", "WAZ-SRV-DB-01", false),
                        tuple("!cordon-quarantine.sh", "WAZ-SRV-DB-01", false),
                        tuple("!cordon-quarantine.sh", "WAZ-SRV-DB-01", true));
    }

    @Test
    void failures_stand_inside_a_200() throws Exception {
        var id = agent("WAZ-WS-0142").path("id").asText();
        http.send(
                HttpRequest.newBuilder(URI.create(range.url() + "/_range/hosts"))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"host\":\"WAZ-WS-0142\",\"offline\":true}"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());

        assertThat(agent("WAZ-WS-0142").path("status").asText()).isEqualTo("disconnected");
        assertThat(respond(id, "!cordon-isolate.sh")
                        .at("/data/failed_items/0/error/code")
                        .asInt())
                .isEqualTo(1707);
        assertThat(respond("99", "!cordon-isolate.sh")
                        .at("/data/failed_items/0/error/code")
                        .asInt())
                .isEqualTo(1701);
        assertThat(send("PUT", "/active-response", "{\"command\":\"!cordon-isolate.sh\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void an_agents_inventory_is_read_in_pages() throws Exception {
        var id = agent("WAZ-SRV-DB-01").path("id").asText();
        var page = json(send("GET", "/syscollector/" + id + "/processes?offset=3&limit=2", ""));

        assertThat(page.at("/data/total_affected_items").asInt()).isEqualTo(4);
        assertThat(page.at("/data/affected_items")).hasSize(1);
        assertThat(json(send("GET", "/agents?agents_list=000", ""))
                        .at("/data/affected_items/0/id")
                        .asText())
                .isEqualTo("000");
    }

    @Test
    void nobody_is_let_in_without_a_token() throws Exception {
        authorization = "Bearer x";

        assertThat(send("GET", "/agents", "").statusCode()).isEqualTo(401);
        assertThat(send("POST", "/security/user/authenticate", "").statusCode()).isEqualTo(401);
    }

    private JsonNode agent(String name) throws IOException, InterruptedException {
        return json(send("GET", "/agents?name=" + name, "")).at("/data/affected_items/0");
    }

    private JsonNode respond(String id, String command) throws IOException, InterruptedException {
        return send(id, "\"" + command + "\"");
    }

    /// @param command in quotes, and what else there is to say
    private JsonNode send(String id, String command) throws IOException, InterruptedException {
        return json(send("PUT", "/active-response?agents_list=" + id, "{\"command\": " + command + "}"));
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return Reply.JSON.readTree(answer.body());
    }

    private HttpResponse<byte[]> send(String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(range.url() + "/wazuh" + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", authorization)
                .header("X-Cordon-Action", "action-1")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
