package dev.cordon.connectors.vendor.crowdstrike;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
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

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What needs the right of a responder: killing a process, fetching a file.
class FalconResponderTest {
    private static final String SESSIONS = "/real-time-response/entities/sessions/v1";
    private static final String COMMANDS = "/real-time-response/entities/active-responder-command/v1";
    private static final String FILES = "/real-time-response/entities/file/v2";
    private static final String HASH = "ab".repeat(32);
    private static final Target.HostProcess PROCESS = new Target.HostProcess(FalconTest.HOST, 4711, "svch0st.exe");

    private final WireMockServer server = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private final Vertx vertx = Vertx.vertx();
    private Falcon falcon = FalconTest.connected(vertx, "http://127.0.0.1:1");

    @BeforeEach
    void a_host_that_answers() {
        server.start();
        falcon = FalconTest.connected(vertx, server.baseUrl());
        server.stubFor(post("/oauth2/token")
                .willReturn(okJson("{\"access_token\": \"t\", \"expires_in\": 1799}")
                        .withStatus(201)));
        server.stubFor(post(urlPathEqualTo(SESSIONS))
                .willReturn(okJson("{\"resources\": [{\"session_id\": \"s-1\", \"offline_queued\": false}]}")
                        .withStatus(201)));
        server.stubFor(delete(urlPathEqualTo(SESSIONS)).willReturn(aResponse().withStatus(204)));
        server.stubFor(post(urlEqualTo(COMMANDS))
                .willReturn(okJson("{\"resources\": [{\"cloud_request_id\": \"r-1\"}]}")
                        .withStatus(201)));
        ends(true, "");
    }

    @AfterEach
    void stop() {
        server.stop();
        vertx.close();
    }

    @Test
    void a_kill_is_so_when_its_command_is_complete_and_said_nothing_wrong() {
        var kill = new FalconKill(falcon).killing(PROCESS);
        ends(false, "");

        assertThat(kill.look()).isEqualTo(Look.State.FREE);
        assertThat(kill.ask(ask())).isEqualTo("r-1");
        assertThat(kill.look()).isEqualTo(Look.State.CONTAINING);
        ends(true, "");
        assertThat(kill.look()).isEqualTo(Look.State.CONTAINED);
        server.verify(
                1,
                postRequestedFor(urlEqualTo(COMMANDS))
                        .withRequestBody(matchingJsonPath("$.command_string", equalTo("kill 4711"))));
        server.verify(postRequestedFor(urlPathEqualTo(SESSIONS))
                .withRequestBody(matchingJsonPath("$.queue_offline", equalTo("false"))));
    }

    @Test
    void the_session_of_a_kill_lives_until_its_command_has_ended() {
        var kill = new FalconKill(falcon).killing(PROCESS);
        ends(false, "");
        kill.ask(ask());
        kill.look();
        server.verify(0, deleteRequestedFor(urlPathEqualTo(SESSIONS)));

        ends(true, "");
        kill.look();
        server.verify(1, deleteRequestedFor(urlPathEqualTo(SESSIONS)));
    }

    @Test
    void a_look_without_an_answer_leaves_the_session_to_the_next_one() {
        var kill = new FalconKill(falcon).killing(PROCESS);
        kill.ask(ask());
        server.stubFor(get(urlPathEqualTo(COMMANDS)).willReturn(aResponse().withStatus(503)));

        assertThatThrownBy(kill::look).isInstanceOf(VendorException.Unavailable.class);
        server.verify(0, deleteRequestedFor(urlPathEqualTo(SESSIONS)));

        ends(true, "");
        assertThat(kill.look()).isEqualTo(Look.State.CONTAINED);
        server.verify(1, deleteRequestedFor(urlPathEqualTo(SESSIONS)));
    }

    @Test
    void the_session_of_a_kill_that_is_not_taken_is_closed() {
        server.stubFor(post(urlEqualTo(COMMANDS)).willReturn(aResponse().withStatus(403)));

        assertThatThrownBy(() -> new FalconKill(falcon).killing(PROCESS).ask(ask()))
                .isInstanceOf(VendorException.class);
        server.verify(1, deleteRequestedFor(urlPathEqualTo(SESSIONS)));
    }

    @Test
    void a_complete_command_with_an_error_text_is_a_refusal_though_the_status_is_200() {
        var kill = new FalconKill(falcon).killing(PROCESS);
        kill.ask(ask());
        ends(true, "no such process");

        assertThatThrownBy(kill::look)
                .isInstanceOf(VendorException.Refused.class)
                .hasMessageNotContaining("no such process");
    }

    @Test
    void an_interrupted_kill_is_continued_by_its_request_and_never_sent_again_without_one() {
        var known = new FalconKill(falcon).killing(PROCESS);
        known.resume("r-1");
        assertThat(known.look()).isEqualTo(Look.State.CONTAINED);

        var lost = new FalconKill(falcon).killing(PROCESS);
        lost.resume("");
        assertThatThrownBy(lost::look).isInstanceOf(VendorException.Refused.class);
        server.verify(0, postRequestedFor(urlEqualTo(COMMANDS)));
    }

    @Test
    void a_kill_for_an_offline_host_is_refused_and_not_queued() {
        server.stubFor(post(urlPathEqualTo(SESSIONS))
                .willReturn(okJson("{\"errors\": [{\"code\": 40401, \"message\": \"no sensor comms\"}]}")
                        .withStatus(404)));

        assertThatThrownBy(() -> new FalconKill(falcon).killing(PROCESS).ask(ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("host-offline"));
    }

    @Test
    void a_file_is_fetched_when_the_cloud_has_it_with_the_contents_hash_and_the_archives_password() throws IOException {
        server.stubFor(get(urlPathEqualTo(FILES))
                .inScenario("upload")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("there")
                .willReturn(okJson(
                        "{\"resources\": [{\"id\": \"f-0\", \"sha256\": \"%s\", \"cloud_request_id\": \"other\"}]}"
                                .formatted("cd".repeat(32)))));
        server.stubFor(get(urlPathEqualTo(FILES))
                .inScenario("upload")
                .whenScenarioStateIs("there")
                .willReturn(
                        okJson("{\"resources\": [{\"id\": \"f-1\", \"sha256\": \"%s\", \"cloud_request_id\": \"r-1\"}]}"
                                .formatted(HASH))));
        server.stubFor(delete(urlPathEqualTo(FILES)).willReturn(aResponse().withStatus(204)));
        server.stubFor(get(urlPathEqualTo("/real-time-response/entities/extracted-file-contents/v1"))
                .withQueryParam("sha256", equalTo(HASH))
                .willReturn(aResponse().withStatus(200).withBody(new byte[] {'7', 'z', 1, 2, 3})));
        var bytes = new ByteArrayOutputStream();

        var artifact = fetch("C:\\Users\\m keller\\svch0st.exe", bytes);

        assertThat(bytes.toByteArray()).containsExactly('7', 'z', 1, 2, 3);
        assertThat(artifact.name()).isEqualTo("svch0st.exe.7z");
        assertThat(artifact.contentSha256()).isEqualTo(HASH);
        assertThat(artifact.sha256()).isNull();
        assertThat(artifact.password()).isEqualTo("infected");
        server.verify(postRequestedFor(urlEqualTo(COMMANDS))
                .withRequestBody(
                        matchingJsonPath("$.command_string", equalTo("get \"C:\\Users\\m keller\\svch0st.exe\""))));
        server.verify(1, deleteRequestedFor(urlPathEqualTo(FILES)).withQueryParam("ids", equalTo("f-1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\" && restart \"", "a\nrestart", "$(reboot)", "`id`"})
    void a_path_that_would_be_another_command_is_never_sent(String path) {
        assertThatThrownBy(() -> fetch(path, new ByteArrayOutputStream())).isInstanceOf(VendorException.Refused.class);
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    private Artifact fetch(String path, ByteArrayOutputStream out) throws IOException {
        return new FalconFetch(falcon)
                .fetching(new Target.HostFile(FalconTest.HOST, path, null, null))
                .copy("", ask(), out);
    }

    private void ends(boolean complete, String stderr) {
        server.stubFor(get(urlPathEqualTo(COMMANDS))
                .withQueryParam("cloud_request_id", equalTo("r-1"))
                .willReturn(okJson("{\"resources\": [{\"complete\": %b, \"stdout\": \"\", \"stderr\": \"%s\"}]}"
                        .formatted(complete, stderr))));
    }

    private static Ask ask() {
        return new Ask("action-1", System.nanoTime() + Duration.ofMinutes(5).toNanos(), System::nanoTime);
    }
}
