package dev.cordon.lab.range.carbonblack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Range;
import dev.cordon.lab.range.RangeConfig;
import dev.cordon.lab.range.Reply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The requests as the product's own documentation has them.
class CarbonBlackRangeTest {
    @TempDir
    Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Range range;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws IOException {
        range = Range.start(
                RangeConfig.of(directory.resolve("witness.ndjson"), "secret").pending(Duration.ZERO));
        settings = range.settings(List.of("carbonblack"));
    }

    @AfterEach
    void stop() throws IOException {
        http.shutdownNow();
        range.close();
    }

    @Test
    void a_quarantine_is_204_and_shows_on_the_device() throws Exception {
        var id = device().path("id").asText();
        var answer = send("POST", base() + "/device_actions", """
                {"action_type": "QUARANTINE", "device_id": ["%s"], "options": {"toggle": "ON"}}
                """.formatted(id));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(json("GET", base() + "/devices/" + id, "")
                        .path("quarantined")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_process_is_killed_in_a_session_whose_id_has_a_colon() throws Exception {
        var id = device().path("id").asText();
        var session = json("POST", base() + "/liveresponse/sessions", "{\"device_id\": %s}".formatted(id));
        assertThat(session.path("id").asText()).isEqualTo("1:" + id);

        assertThat(listed(id).path("processes").toString()).contains("svch0st.exe");
        run(id, "{\"name\": \"kill\", \"pid\": 4711}");
        assertThat(listed(id).path("processes").toString()).doesNotContain("svch0st.exe");
        assertThat(run(id, "{\"name\": \"kill\", \"pid\": 4711}").path("status").asText())
                .isEqualTo("error");
    }

    private JsonNode listed(String id) throws Exception {
        return run(id, "{\"name\": \"process list\"}");
    }

    private JsonNode run(String id, String command) throws Exception {
        var path = base() + "/liveresponse/sessions/1%3A" + id + "/commands";
        return json("GET", path + "/" + json("POST", path, command).path("id").asInt(), "");
    }

    private JsonNode device() throws Exception {
        return json("POST", base() + "/devices/_search", "{\"query\": \"CB-WS-0142\"}")
                .at("/results/0");
    }

    private String base() {
        return "/appservices/v6/orgs/" + setting("ORG_KEY");
    }

    private String setting(String name) {
        return String.valueOf(settings.get("CORDON_VENDOR_CARBONBLACK_" + name));
    }

    private HttpResponse<byte[]> send(String method, String target, String body) throws Exception {
        var request = HttpRequest.newBuilder(range.url().resolve("/carbonblack" + target))
                .header("Content-Type", "application/json")
                .header("X-Auth-Token", setting("API_SECRET") + "/" + setting("API_ID"))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private JsonNode json(String method, String target, String body) throws Exception {
        return Reply.JSON.readTree(send(method, target, body).body());
    }
}
