package dev.cordon.connectors.vendor.crowdstrike;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FalconTriageTest {
    private static final String SESSIONS = "/real-time-response/entities/sessions/v1";
    private static final String COMMANDS = "/real-time-response/entities/command/v1";

    private final WireMockServer server = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void a_host_that_answers() {
        server.start();
        server.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(404)));
        server.stubFor(post("/oauth2/token")
                .willReturn(okJson("{\"access_token\": \"t\", \"expires_in\": 1799}")
                        .withStatus(201)));
        server.stubFor(
                post(urlEqualTo("/devices/entities/devices/v2")).willReturn(okJson("""
                        {"resources": [{"device_id": "%s", "status": "contained", "platform_name": "Windows"}]}
                        """.formatted(FalconTest.AID))));
        server.stubFor(post(urlPathEqualTo(SESSIONS)).willReturn(session(1).withStatus(201)));
        server.stubFor(delete(urlPathEqualTo(SESSIONS)).willReturn(aResponse().withStatus(204)));
        for (var command : new String[] {"ps", "netstat", "ipconfig", "mount", "env", "ls"}) {
            server.stubFor(post(urlEqualTo(COMMANDS))
                    .withRequestBody(matchingJsonPath("$.base_command", equalTo(command)))
                    .willReturn(okJson("{\"resources\": [{\"cloud_request_id\": \"r-%s\"}]}".formatted(command))
                            .withStatus(201)));
            prints(command, 0, "first of " + command + "\n", "");
            prints(command, 1, "second\n", "");
            prints(command, 2, "", "");
        }
    }

    @AfterEach
    void stop() {
        server.stop();
        vertx.close();
    }

    @Test
    void what_the_commands_printed_is_packed_whole_and_in_the_order_of_volatility() throws IOException {
        var archive = entries(collect());

        assertThat(archive.keySet())
                .containsExactly(
                        "01-ps.txt",
                        "02-netstat.txt",
                        "03-ipconfig.txt",
                        "04-mount.txt",
                        "05-env.txt",
                        "06-ls.txt",
                        "manifest.json");
        assertThat(archive.get("01-ps.txt")).isEqualTo("first of ps\nsecond\n");
        var first = manifest(archive).path("members").get(0);
        assertThat(first.path("sha256").asText())
                .isEqualTo("41cc4f57ec1a9193cb66ce6e528bd8c5cb48d1c57b1665153f64df769c6e672b");
    }

    @Test
    void the_manifest_ties_the_files_to_the_session_and_its_requests() throws IOException {
        var manifest = manifest(entries(collect()));

        assertThat(manifest.at("/about/session").asText()).isEqualTo("s-1");
        assertThat(manifest.at("/about/containment").asText()).isEqualTo("contained");
        assertThat(manifest.path("members").get(1).path("reference").asText()).isEqualTo("r-netstat");
    }

    @Test
    void a_command_that_completes_with_an_error_text_has_failed_and_the_others_go_on() throws IOException {
        prints("netstat", 0, "", "access denied");
        var members = manifest(entries(collect())).path("members");

        assertThat(members.get(1).path("problem").asText()).isEqualTo("the command failed on the host");
        assertThat(members).hasSize(6);
        assertThat(members.get(2).path("problem").isNull()).isTrue();
    }

    @Test
    void a_command_that_is_refused_is_noted_and_the_others_go_on() throws IOException {
        server.stubFor(post(urlEqualTo(COMMANDS))
                .withRequestBody(matchingJsonPath("$.base_command", equalTo("mount")))
                .willReturn(okJson("{\"resources\": [], \"errors\": [{\"code\": 40006, \"message\": \"x\"}]}")));
        var members = manifest(entries(collect())).path("members");

        assertThat(members.get(3).path("problem").asText()).contains("40006");
        assertThat(members.get(4).path("problem").isNull()).isTrue();
    }

    @Test
    void the_session_is_opened_for_now_and_closed() throws IOException {
        collect();

        server.verify(
                1,
                postRequestedFor(urlPathEqualTo(SESSIONS))
                        .withRequestBody(matchingJsonPath("$[?(@.queue_offline == false)]")));
        server.verify(1, deleteRequestedFor(urlPathEqualTo(SESSIONS)).withQueryParam("session_id", equalTo("s-1")));
    }

    @Test
    void a_session_that_others_work_in_is_left_open() throws IOException {
        server.stubFor(post(urlPathEqualTo(SESSIONS)).willReturn(session(2).withStatus(201)));
        collect();

        server.verify(0, deleteRequestedFor(urlPathEqualTo(SESSIONS)));
    }

    @Test
    void a_host_that_is_offline_is_tried_again_later() {
        var offline = "{\"resources\": [], \"errors\": [{\"code\": 40401, \"message\": \"no sensor comms\"}]}";
        for (var status : new int[] {200, 404}) {
            server.stubFor(
                    post(urlPathEqualTo(SESSIONS)).willReturn(okJson(offline).withStatus(status)));

            assertThatThrownBy(this::collect)
                    .isInstanceOf(VendorException.Unavailable.class)
                    .hasMessage("the host is offline");
        }
    }

    @Test
    void many_hosts_that_are_offline_do_not_make_falcon_ill() throws IOException {
        var falcon = FalconTest.connected(vertx, server.baseUrl());
        var offline = "{\"resources\": [], \"errors\": [{\"code\": 40401, \"message\": \"no sensor comms\"}]}";
        server.stubFor(post(urlPathEqualTo(SESSIONS)).willReturn(okJson(offline).withStatus(404)));
        for (var host = 0; host < 40; host++) {
            assertThatThrownBy(() -> collect(falcon)).hasMessage("the host is offline");
        }

        server.stubFor(post(urlPathEqualTo(SESSIONS)).willReturn(session(1).withStatus(201)));
        assertThat(collect(falcon)).isNotEmpty();
    }

    private byte[] collect() throws IOException {
        return collect(FalconTest.connected(vertx, server.baseUrl()));
    }

    private static byte[] collect(Falcon falcon) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var ask = new Ask("action-1", System.nanoTime() + Duration.ofMinutes(1).toNanos(), System::nanoTime);
        new FalconTriage(falcon).collecting(FalconTest.HOST).copy("", ask, bytes);
        return bytes.toByteArray();
    }

    private void prints(String command, int sequence, String out, String err) {
        server.stubFor(get(urlPathEqualTo(COMMANDS))
                .withQueryParam("cloud_request_id", equalTo("r-" + command))
                .withQueryParam("sequence_id", equalTo(Integer.toString(sequence)))
                .willReturn(okJson("{\"resources\": [{\"complete\": true, \"stdout\": \"%s\", \"stderr\": \"%s\"}]}"
                        .formatted(out.replace("\n", "\\n"), err))));
    }

    private static ResponseDefinitionBuilder session(int existing) {
        return okJson(
                "{\"resources\": [{\"session_id\": \"s-1\", \"offline_queued\": false, \"existing_aid_sessions\": %d}]}"
                        .formatted(existing));
    }

    private static JsonNode manifest(Map<String, String> archive) throws IOException {
        return new ObjectMapper().readTree(archive.get("manifest.json"));
    }

    private static Map<String, String> entries(byte[] archive) throws IOException {
        var entries = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }
}
