package dev.cordon.lab.range.cortex;

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
class CortexRangeTest {
    private static final String API = "/public_api/v1/";
    private static final String NONCE = "n".repeat(64);

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
        settings = range.settings(List.of("cortex"));
    }

    @AfterEach
    void stop() throws IOException {
        http.shutdownNow();
        range.close();
    }

    @Test
    void isolating_twice_is_a_500_and_the_action_is_told_by_its_endpoint() throws Exception {
        var id = endpoint().path("endpoint_id").asText();
        var begun = json("POST", API + "endpoints/isolate", data("\"endpoint_id\": \"" + id + "\""));
        assertThat(begun.at("/reply/endpoints_count").asInt()).isEqualTo(1);

        var action = data("\"group_action_id\": " + begun.at("/reply/action_id").asLong());
        assertThat(json("POST", API + "actions/get_action_status", action)
                        .at("/reply/data/" + id)
                        .asText())
                .isEqualTo("COMPLETED_SUCCESSFULLY");
        assertThat(endpoint().path("is_isolated").asText()).isEqualTo("AGENT_ISOLATED");
        assertThat(send("POST", API + "endpoints/isolate", data("\"endpoint_id\": \"" + id + "\""))
                        .statusCode())
                .isEqualTo(500);
    }

    @Test
    void a_hash_that_is_listed_already_is_a_500() throws Exception {
        var hash = data("\"hash_list\": [\"" + "ab".repeat(32) + "\"]");

        assertThat(json("POST", API + "hash_exceptions/blocklist", hash)
                        .path("reply")
                        .asBoolean())
                .isTrue();
        assertThat(send("POST", API + "hash_exceptions/blocklist", hash).statusCode())
                .isEqualTo(500);
        assertThat(json("POST", API + "hash_exceptions/blocklist/remove", hash)
                        .path("reply")
                        .asBoolean())
                .isTrue();
    }

    private JsonNode endpoint() throws Exception {
        return json(
                        "POST",
                        API + "endpoints/get_endpoint",
                        data(
                                "\"filters\": [{\"field\": \"hostname\", \"operator\": \"in\", \"value\": [\"XDR-WS-0142\"]}]"))
                .at("/reply/endpoints/0");
    }

    private static String data(String fields) {
        return "{\"request_data\": {" + fields + "}}";
    }

    private String setting(String name) {
        return String.valueOf(settings.get("CORDON_VENDOR_CORTEX_" + name));
    }

    private HttpResponse<byte[]> send(String method, String target, String body) throws Exception {
        var time = Long.toString(System.currentTimeMillis());
        var request = HttpRequest.newBuilder(range.url().resolve("/cortex" + target))
                .header("Content-Type", "application/json")
                .header("x-xdr-auth-id", setting("KEY_ID"))
                .header("x-xdr-nonce", NONCE)
                .header("x-xdr-timestamp", time)
                .header("Authorization", Door.digest(setting("KEY") + NONCE + time))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private JsonNode json(String method, String target, String body) throws Exception {
        return Reply.JSON.readTree(send(method, target, body).body());
    }
}
