package dev.cordon.lab.range.sentinelone;

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
class SentinelOneRangeTest {
    private static final String API = "/web/api/v2.1";

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
        settings = range.settings(List.of("sentinelone"));
    }

    @AfterEach
    void stop() throws IOException {
        http.shutdownNow();
        range.close();
    }

    @Test
    void an_agent_is_disconnected_and_connected_and_a_stranger_affects_nobody() throws Exception {
        var id = agent().path("id").asText();
        assertThat(agent().path("networkStatus").asText()).isEqualTo("connected");

        assertThat(act("disconnect", id).at("/data/affected").asInt()).isEqualTo(1);
        assertThat(agent().path("networkStatus").asText()).isEqualTo("disconnected");
        assertThat(act("connect", id).at("/data/affected").asInt()).isEqualTo(1);
        assertThat(agent().path("networkStatus").asText()).isEqualTo("connected");
        assertThat(act("disconnect", "999").at("/data/affected").asInt(-1)).isZero();
    }

    @Test
    void a_file_comes_by_two_activities_of_one_batch() throws Exception {
        var id = agent().path("id").asText();
        send("POST", API + "/agents/" + id + "/actions/fetch-files", """
                {"data": {"password": "Long-Enough-1", "files": ["C:\\\\Users\\\\m.keller\\\\AppData\\\\Local\\\\Temp\\\\svch0st.exe"]}}
                """);
        var asked = json("GET", API + "/activities?activityTypes=81&agentIds=" + id, "")
                .at("/data/0");
        var uploaded = json("GET", API + "/activities?activityTypes=80&agentIds=" + id, "")
                .at("/data/0");

        assertThat(uploaded.at("/data/commandBatchUuid")).isEqualTo(asked.at("/data/commandBatchUuid"));
        assertThat(send(
                                "GET",
                                API + "/agents/" + id + "/uploads/"
                                        + uploaded.path("id").asText(),
                                "")
                        .body())
                .startsWith('P', 'K', 3, 4);
    }

    @Test
    void the_key_is_needed() throws Exception {
        var request = HttpRequest.newBuilder(range.url().resolve("/sentinelone" + API + "/agents"))
                .build();

        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(401);
    }

    private JsonNode agent() throws Exception {
        return json("GET", API + "/agents?computerName=S1-WS-0142", "").at("/data/0");
    }

    private JsonNode act(String action, String id) throws Exception {
        return json("POST", API + "/agents/actions/" + action, "{\"filter\": {\"ids\": [\"%s\"]}}".formatted(id));
    }

    private String setting(String name) {
        return String.valueOf(settings.get("CORDON_VENDOR_SENTINELONE_" + name));
    }

    private HttpResponse<byte[]> send(String method, String target, String body) throws Exception {
        var request = HttpRequest.newBuilder(range.url().resolve("/sentinelone" + target))
                .header("Content-Type", "application/json")
                .header("Authorization", "ApiToken " + setting("TOKEN"))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private JsonNode json(String method, String target, String body) throws Exception {
        return Reply.JSON.readTree(send(method, target, body).body());
    }
}
