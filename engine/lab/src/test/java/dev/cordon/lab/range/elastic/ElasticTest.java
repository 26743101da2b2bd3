package dev.cordon.lab.range.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Arrival;
import dev.cordon.lab.range.Range;
import dev.cordon.lab.range.RangeConfig;
import dev.cordon.lab.range.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticTest {
    private static final String ACTIONS = "/api/endpoint/action";

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private Range range;
    private String key;

    @BeforeEach
    void start() throws IOException {
        range = Range.start(
                RangeConfig.of(directory.resolve("witness.ndjson"), "secret").pending(Duration.ZERO));
        key = String.valueOf(range.settings(List.of("elastic")).get("CORDON_VENDOR_ELASTIC_API_KEY"));
    }

    @AfterEach
    void stop() throws IOException {
        range.close();
        http.close();
    }

    @Test
    void a_host_is_found_by_the_exact_spelling_isolated_and_released() throws Exception {
        assertThat(find("ela-ws-0142").path("total").asInt()).isZero();
        assertThat(find("ELA-KIOSK-7").path("total").asInt()).isEqualTo(2);
        var id = id("ELA-WS-0142");

        var action = act("isolate", id, "").path("data").path("id").asText();
        assertThat(get(ACTIONS + "/" + action).at("/data/wasSuccessful").asBoolean())
                .isTrue();
        assertThat(isolated(id)).isTrue();
        act("unisolate", id, "");
        assertThat(isolated(id)).isFalse();

        assertThat(range.arrivals())
                .extracting(Arrival::vendor, Arrival::operation, Arrival::host, Arrival::action, Arrival::changed)
                .containsExactly(
                        tuple("elastic", "isolate", "ELA-WS-0142", "action-1", true),
                        tuple("elastic", "unisolate", "ELA-WS-0142", "action-1", true));
    }

    @Test
    void an_action_for_a_machine_that_is_offline_stays_pending() throws Exception {
        var id = id("ELA-WS-0142");
        send("POST", "/_range/hosts", "{\"host\":\"ELA-WS-0142\",\"offline\":true}");
        var action = act("isolate", id, "").path("data").path("id").asText();

        assertThat(get(ACTIONS + "/" + action).at("/data/isCompleted").asBoolean())
                .isFalse();
        assertThat(get("/api/endpoint/action_status?agent_ids=" + id)
                        .at("/data/0/pending_actions/isolate")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_process_is_ended_once_and_an_action_is_found_by_its_comment() throws Exception {
        var id = id("ELA-WS-0142");
        var first = act("kill_process", id, ",\"parameters\":{\"pid\":4711}");
        var second = act("kill_process", id, ",\"parameters\":{\"pid\":4711}");

        assertThat(first.at("/data/wasSuccessful").asBoolean()).isTrue();
        assertThat(second.at("/data/wasSuccessful").asBoolean()).isFalse();
        var history = get(ACTIONS + "?agentIds=" + id + "&commands=kill-process&page=1&pageSize=50");
        assertThat(history.path("data").findValuesAsText("comment"))
                .containsExactly("cordon action-1", "cordon action-1");
    }

    @Test
    void a_file_is_uploaded_and_read_by_both_ids() throws Exception {
        var id = id("ELA-WS-0142");
        var path = "C:\\\\Users\\\\m.keller\\\\AppData\\\\Local\\\\Temp\\\\svch0st.exe";
        var action = act("get_file", id, ",\"parameters\":{\"path\":\"%s\"}".formatted(path))
                .at("/data/id")
                .asText();
        var file = "%s/%s/file/%2$s.%s".formatted(ACTIONS, action, id);

        assertThat(get(file).at("/data/status").asText()).isEqualTo("READY");
        assertThat(send("GET", "/elastic" + file + "/download", "").body())
                .startsWith("PK".getBytes(StandardCharsets.UTF_8));
        assertThat(send("GET", "/elastic" + ACTIONS + "/" + action + "/file/" + id, "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void writes_need_the_key_the_header_and_no_member_that_is_null() throws Exception {
        var body = "{\"endpoint_ids\":[\"%s\"]%s}";
        var id = id("ELA-WS-0142");
        assertThat(send("POST", "/elastic" + ACTIONS + "/isolate", body.formatted(id, ",\"comment\":null"))
                        .statusCode())
                .isEqualTo(400);
        var bare = HttpRequest.newBuilder(URI.create(range.url() + "/elastic" + ACTIONS + "/isolate"))
                .POST(HttpRequest.BodyPublishers.ofString(body.formatted(id, "")));
        assertThat(http.send(bare.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(401);
        bare.header("Authorization", "ApiKey " + key);
        assertThat(http.send(bare.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(400);
        assertThat(range.arrivals()).extracting(Arrival::changed).containsOnly(false);
    }

    private boolean isolated(String id) throws IOException, InterruptedException {
        return get("/api/endpoint/metadata/" + id)
                .at("/metadata/Endpoint/state/isolation")
                .asBoolean();
    }

    private String id(String name) throws IOException, InterruptedException {
        return find(name).at("/data/0/metadata/agent/id").asText();
    }

    private JsonNode find(String name) throws IOException, InterruptedException {
        var query = "united.endpoint.host.hostname : (\"%s\" or \"x\")".formatted(name);
        return get(
                "/api/endpoint/metadata?page=0&pageSize=100&kuery=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    private JsonNode act(String command, String id, String more) throws IOException, InterruptedException {
        var body = "{\"endpoint_ids\":[\"%s\"],\"comment\":\"cordon action-1\"%s}".formatted(id, more);
        return Reply.JSON.readTree(
                send("POST", "/elastic" + ACTIONS + "/" + command, body).body());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return Reply.JSON.readTree(send("GET", "/elastic" + path, "").body());
    }

    private HttpResponse<byte[]> send(String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(range.url() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "ApiKey " + key)
                .header("kbn-xsrf", "cordon")
                .header("X-Cordon-Action", "action-1")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
