package dev.cordon.lab.range;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.FalconClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealTimeResponseTest {
    private static final String ROOT = "/real-time-response/entities/";

    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();
    private Range range;
    private FalconClient falcon;
    private String id;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        range = Range.start(
                RangeConfig.of(directory.resolve("witness.ndjson"), "secret").pending(Duration.ofSeconds(5)), clock);
        falcon = new FalconClient(range);
        falcon.login();
        id = falcon.id("WS-0142");
    }

    @AfterEach
    void stop() throws IOException {
        falcon.close();
        range.close();
    }

    @Test
    void the_same_caller_gets_the_same_session_until_it_is_deleted() throws Exception {
        var first = open();
        assertThat(first.status()).isEqualTo(201);
        var session = first.resource().path("session_id").asText();
        assertThat(open().resource().path("session_id").asText()).isEqualTo(session);

        assertThat(falcon.delete(ROOT + "sessions/v1?session_id=" + session).status())
                .isEqualTo(204);
        assertThat(falcon.delete(ROOT + "sessions/v1?session_id=" + session).status())
                .isEqualTo(404);
        assertThat(open().resource().path("session_id").asText()).isNotEqualTo(session);
    }

    @Test
    void a_machine_that_is_offline_gives_no_session() throws Exception {
        falcon.post("/_range/hosts", "{\"host\":\"WS-0142\",\"offline\":true}");

        var refused = open();

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.error().path("code").asInt()).isEqualTo(40401);
    }

    @Test
    void long_output_comes_in_chunks_and_an_empty_one_ends_it() throws Exception {
        var request = run("command/v1", "ps", "ps");
        var first = completed("command/v1", request);
        var output = new StringBuilder(first.path("stdout").asText());
        var chunks = 1;
        for (var chunk = chunk("command/v1", request, 1);
                !chunk.path("stdout").asText().isEmpty();
                chunk = chunk("command/v1", request, ++chunks)) {
            output.append(chunk.path("stdout").asText());
        }

        assertThat(chunks).isGreaterThan(1);
        assertThat(output).startsWith("PID Name Path").contains("4242 invoice.exe");
        assertThat(output.toString().lines().count()).isEqualTo(122);
    }

    @Test
    void a_failed_command_is_complete_and_says_why_in_stderr() throws Exception {
        var failed = completed("command/v1", run("command/v1", "ls", "ls \\\"C:\\\\missing folder\\\""));

        assertThat(failed.path("stderr").asText()).contains("missing folder");
        assertThat(failed.path("stdout").asText()).isEmpty();
    }

    @Test
    void the_read_only_endpoint_takes_no_get_and_a_command_must_be_what_it_says() throws Exception {
        var session = open().resource().path("session_id").asText();

        assertThat(send("command/v1", session, "get", "get C:\\\\x")
                        .error()
                        .path("code")
                        .asInt())
                .isEqualTo(40006);
        assertThat(send("command/v1", session, "ls", "rm C:\\\\x")
                        .error()
                        .path("code")
                        .asInt())
                .isEqualTo(40012);
    }

    @Test
    void a_collected_file_is_listed_with_its_hash_when_it_is_there_and_downloads_as_its_content() throws Exception {
        var request = run("active-responder-command/v1", "get", "get \\\"C:\\\\Users\\\\Public\\\\invoice 2MB.exe\\\"");
        var session = open().resource().path("session_id").asText();
        var early = falcon.get(ROOT + "file/v2?session_id=" + session).resource();
        assertThat(early.path("cloud_request_id").asText()).isEqualTo(request);
        assertThat(early.path("sha256").asText()).isEmpty();

        completed("active-responder-command/v1", request);

        var file = falcon.get(ROOT + "file/v2?session_id=" + session).resource();
        var sha256 = file.path("sha256").asText();
        assertThat(file.path("name").asText()).isEqualTo("C:\\Users\\Public\\invoice 2MB.exe");
        var archive = falcon.get(ROOT + "extracted-file-contents/v1?session_id=" + session + "&sha256=" + sha256
                        + "&filename=x.7z")
                .raw()
                .body();
        assertThat(archive).startsWith('7', 'z', 0xBC, 0xAF, 0x27, 0x1C);
        assertThat(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(Arrays.copyOfRange(archive, 32, archive.length))))
                .isEqualTo(sha256);
        assertThat(archive).hasSize((2 << 20) + 32);
        assertThat(falcon.delete(ROOT + "file/v2?session_id=" + session + "&ids="
                                + file.path("id").asText())
                        .status())
                .isEqualTo(204);
        assertThat(falcon.get(ROOT + "file/v2?session_id=" + session).json().path("resources"))
                .isEmpty();
    }

    @Test
    void what_is_done_on_a_machine_is_witnessed() throws Exception {
        run("active-responder-command/v1", "get", "get C:\\\\x");

        assertThat(range.arrivals()).extracting(Arrival::operation).containsExactly("session", "command");
        assertThat(range.arrivals()).allSatisfy(arrival -> {
            assertThat(arrival.target()).isEqualTo(id);
            assertThat(arrival.changed()).isFalse();
        });
    }

    private Answer open() throws IOException, InterruptedException {
        return falcon.post(ROOT + "sessions/v1?timeout=30", "{\"device_id\":\"" + id + "\",\"queue_offline\":false}");
    }

    private Answer send(String path, String session, String base, String line)
            throws IOException, InterruptedException {
        return falcon.post(
                ROOT + path,
                "{\"session_id\":\"%s\",\"base_command\":\"%s\",\"command_string\":\"%s\"}"
                        .formatted(session, base, line));
    }

    private String run(String path, String base, String line) throws IOException, InterruptedException {
        var session = open().resource().path("session_id").asText();
        var sent = send(path, session, base, line);
        assertThat(sent.status()).isEqualTo(201);
        return sent.resource().path("cloud_request_id").asText();
    }

    private JsonNode chunk(String path, String request, int sequence) throws IOException, InterruptedException {
        return falcon.get(ROOT + path + "?cloud_request_id=" + request + "&sequence_id=" + sequence)
                .resource();
    }

    private JsonNode completed(String path, String request) throws IOException, InterruptedException {
        assertThat(chunk(path, request, 0).path("complete").asBoolean()).isFalse();
        clock.forward(Duration.ofSeconds(1));
        var result = chunk(path, request, 0);
        assertThat(result.path("complete").asBoolean()).isTrue();
        return result;
    }
}
