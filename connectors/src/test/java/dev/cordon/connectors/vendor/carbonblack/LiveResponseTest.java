package dev.cordon.connectors.vendor.carbonblack;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Killing, fetching and collecting: all by a session that takes its time and that others may close.
class LiveResponseTest {
    private static final String SESSIONS = CarbonBlackTest.ORG + "/liveresponse/sessions";
    // the colon of the id, encoded
    private static final String SESSION = SESSIONS + "/1%3A12345678";
    private static final Vertx VERTX = Vertx.vertx();

    @RegisterExtension
    static final WireMockExtension WIRE = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final Ask ask =
            new Ask("action-1", System.nanoTime() + Duration.ofMinutes(9).toNanos(), System::nanoTime);

    @BeforeEach
    void a_device_that_answers() {
        WIRE.stubFor(get(urlEqualTo(CarbonBlackTest.ORG + "/devices/12345678")).willReturn(okJson("""
                {"id": 12345678, "name": "ACME\\\\WS-0142", "os": "WINDOWS", "quarantined": true}
                """)));
        WIRE.stubFor(post(urlEqualTo(SESSIONS))
                .withRequestBody(equalToJson("{\"device_id\": 12345678}"))
                .willReturn(okJson("{\"id\": \"1:12345678\", \"status\": \"PENDING\"}")));
        session("active");
        command(
                1,
                "process list",
                "\"status\": \"complete\", \"processes\": [%s, %s]"
                        .formatted(process(4, "System"), process(4711, "C:\\\\Users\\\\a\\\\svch0st.exe")));
        command(2, "kill", "\"status\": \"PENDING\"");
        command(3, "get file", "\"status\": \"COMPLETE\", \"file_details\": {\"file_id\": \"f-1\"}");
        command(4, "directory list", "\"status\": \"COMPLETE\", \"files\": []");
        command(5, "reg enum key", "\"status\": \"ERROR\", \"result_code\": 2147942402");
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void the_process_is_looked_up_before_it_is_killed_and_the_command_tells_the_rest() {
        var kill = kill("svch0st.exe");

        assertThat(kill.look()).isEqualTo(Look.State.FREE);
        assertThat(kill.ask(ask)).isEqualTo("session 1:12345678 command 2");
        WIRE.verify(1, postRequestedFor(urlEqualTo(SESSION + "/commands")).withRequestBody(equalToJson("""
                {"session_id": "1:12345678", "name": "kill", "pid": 4711}
                """)));
        assertThat(kill.look()).isEqualTo(Look.State.CONTAINING);
        command(2, "kill", "\"status\": \"Complete\"");
        assertThat(kill.look()).isEqualTo(Look.State.CONTAINED);
    }

    @Test
    void a_process_that_is_gone_needs_no_kill_and_another_program_gets_none() {
        command(1, "process list", "\"status\": \"COMPLETE\", \"processes\": [%s]".formatted(process(4, "System")));
        var kill = kill(null);
        assertThatThrownBy(() -> kill.ask(ask)).isInstanceOf(VendorException.Conflict.class);
        assertThat(kill.look()).isEqualTo(Look.State.CONTAINED);

        command(
                1,
                "process list",
                "\"status\": \"COMPLETE\", \"processes\": [%s]"
                        .formatted(process(4711, "C:\\\\Windows\\\\explorer.exe")));
        assertThatThrownBy(() -> kill("svch0st.exe").ask(ask))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("process-changed"));
        assertThatThrownBy(() -> kill("C:\\other\\explorer.exe").ask(ask)).isInstanceOf(VendorException.Refused.class);
        WIRE.verify(0, killed());
    }

    @Test
    void a_list_without_processes_is_no_proof_that_one_is_gone() {
        command(1, "process list", "\"status\": \"COMPLETE\"");

        assertThatThrownBy(() -> kill(null).ask(ask)).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void a_session_that_is_not_established_in_time_kills_nothing_and_is_tried_again() {
        session("PENDING");
        var hurried =
                new Ask("action-1", System.nanoTime() + Duration.ofMillis(6_300).toNanos(), System::nanoTime);

        assertThatThrownBy(() -> kill(null).ask(hurried))
                .isInstanceOfSatisfying(
                        VendorException.Unavailable.class,
                        e -> assertThat(e.vendorWell()).isTrue());
        WIRE.verify(0, killed());
    }

    @ParameterizedTest
    @CsvSource({"404, FREE", "200, CONTAINING"})
    void when_the_session_has_ended_the_next_list_tells(int status, Look.State state) {
        WIRE.stubFor(get(urlEqualTo(SESSION + "/commands/2"))
                .willReturn(okJson("{\"id\": 2, \"status\": \"in progress\"}").withStatus(status)));
        var kill = kill(null);
        kill.resume("session 1:12345678 command 2");

        assertThat(kill.look()).isEqualTo(state);
    }

    @Test
    void a_command_that_failed_is_refused_with_its_code() {
        command(2, "kill", "\"status\": \"error\", \"result_code\": 2147942405");
        var kill = kill(null);
        kill.resume("session 1:12345678 command 2");

        assertThatThrownBy(kill::look)
                .isInstanceOf(VendorException.Refused.class)
                .hasMessageContaining("2147942405");
    }

    @Test
    void a_file_comes_as_it_is_once_the_session_is_established() throws IOException {
        WIRE.stubFor(get(urlEqualTo(SESSION + "/files/f-1/content"))
                .willReturn(aResponse().withBody("MZ")));
        var fetch = fetch("C:\\temp\\evil.exe");
        session("PENDING");
        var ticket = fetch.request(ask);
        assertThat(ticket).isEqualTo("1:12345678");
        assertThat(fetch.ready(ticket)).isFalse();
        session("ACTIVE");
        assertThat(fetch.ready(ticket)).isTrue();

        var bytes = new ByteArrayOutputStream();
        var artifact = fetch.copy(ticket, ask, bytes);
        assertThat(bytes).hasToString("MZ");
        assertThat(artifact.name()).isEqualTo("evil.exe");
        assertThat(artifact.password()).isNull();
        WIRE.verify(postRequestedFor(urlEqualTo(SESSION + "/commands"))
                .withRequestBody(matchingJsonPath("$.path", equalTo("C:\\temp\\evil.exe"))));
        assertThatThrownBy(() -> fetch("C:\\temp\\*").request(ask)).isInstanceOf(VendorException.Refused.class);
    }

    @Test
    void a_session_that_ended_before_the_copy_is_opened_again_by_the_copy() {
        WIRE.stubFor(get(urlEqualTo(SESSION)).willReturn(aResponse().withStatus(404)));

        assertThat(fetch("/tmp/x").ready("1:12345678")).isTrue();
        assertThatThrownBy(() -> fetch("/tmp/x").copy("1:12345678", ask, new ByteArrayOutputStream()))
                .isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void triage_reads_the_most_volatile_first_and_notes_what_failed() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var triage = new LiveTriage(cloud()).collecting(CarbonBlackTest.HOST);
        triage.copy(triage.request(ask), ask, bytes);

        var entries = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(entries.keySet())
                .containsExactly("01-process.txt", "02-directory.txt", "03-reg.txt", "04-reg.txt", "manifest.json");
        assertThat(entries.get("01-process.txt")).contains("svch0st.exe");
        var members = new ObjectMapper().readTree(entries.get("manifest.json")).path("members");
        assertThat(members.get(0).path("problem").isNull()).isTrue();
        assertThat(members.get(2).path("problem").asText()).contains("2147942402");
    }

    private static Effect kill(@Nullable String image) {
        return new LiveKill(cloud()).killing(new Target.HostProcess(CarbonBlackTest.HOST, 4711, image));
    }

    private static Acquisition fetch(String path) {
        return new LiveFiles(cloud()).fetching(new Target.HostFile(CarbonBlackTest.HOST, path, null, null));
    }

    private static Cloud cloud() {
        return CarbonBlackTest.connected(VERTX, WIRE.baseUrl());
    }

    private static void session(String status) {
        WIRE.stubFor(get(urlEqualTo(SESSION))
                .willReturn(okJson("{\"id\": \"1:12345678\", \"status\": \"%s\"}".formatted(status))));
    }

    private static void command(int id, String name, String more) {
        WIRE.stubFor(post(urlEqualTo(SESSION + "/commands"))
                .withRequestBody(matchingJsonPath("$.name", equalTo(name)))
                .willReturn(okJson("{\"id\": %d, \"status\": \"PENDING\"}".formatted(id))));
        WIRE.stubFor(get(urlEqualTo(SESSION + "/commands/" + id))
                .willReturn(okJson("{\"id\": %d, %s}".formatted(id, more))));
    }

    private static RequestPatternBuilder killed() {
        return postRequestedFor(urlEqualTo(SESSION + "/commands"))
                .withRequestBody(matchingJsonPath("$.name", equalTo("kill")));
    }

    private static String process(int pid, String path) {
        return "{\"process_pid\": %d, \"process_path\": \"%s\"}".formatted(pid, path);
    }
}
