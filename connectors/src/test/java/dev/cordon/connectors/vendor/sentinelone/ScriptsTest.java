package dev.cordon.connectors.vendor.sentinelone;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Depot;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ending a process and collecting triage data by scripts of the tenant's own.
class ScriptsTest {
    private static final String SCRIPTS = "/web/api/v2.1/remote-scripts";
    private static final Vertx VERTX = Vertx.vertx();

    @RegisterExtension
    static final WireMockExtension WIRE = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final Ask ask =
            new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);

    @BeforeEach
    void an_agent_that_runs_scripts() {
        WIRE.stubFor(get(urlPathEqualTo("/web/api/v2.1/agents")).willReturn(okJson("""
                {"data": [{"id": "%s", "isActive": true}]}
                """.formatted(SentinelOneTest.ID))));
        WIRE.stubFor(get(urlPathEqualTo(SCRIPTS + "/status"))
                .withQueryParam("description__contains", equalTo("Cordon action action-1"))
                .willReturn(okJson("{\"data\": []}")));
        WIRE.stubFor(post(urlEqualTo(SCRIPTS + "/execute"))
                .willReturn(okJson("{\"data\": {\"affected\": 1, \"parentTaskId\": \"500\", \"pending\": false}}")));
        status("in_progress");
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void the_script_gets_the_number_and_the_program_and_the_task_carries_the_action() {
        var effect = kill("C:\\Users\\a\\svch0st.exe");

        assertThat(effect.look()).isEqualTo(Look.State.FREE);
        assertThat(effect.ask(ask)).isEqualTo("task 500");
        WIRE.verify(1, postRequestedFor(urlEqualTo(SCRIPTS + "/execute")).withRequestBody(equalToJson("""
                {"filter": {"ids": ["%s"]},
                 "data": {"scriptId": "4711", "taskDescription": "Cordon action action-1",
                          "outputDestination": "SentinelCloud", "inputParams": "-P 4711 -I svch0st.exe",
                          "scriptRuntimeTimeoutSeconds": 300, "requiresApproval": false}}
                """.formatted(
                        SentinelOneTest.ID))));
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINING);
        status("completed");
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINED);
        WIRE.verify(
                getRequestedFor(urlPathEqualTo(SCRIPTS + "/status")).withQueryParam("parent_task_id", equalTo("500")));
    }

    @Test
    void a_request_without_an_answer_is_found_again_and_not_sent_twice() {
        WIRE.stubFor(
                post(urlEqualTo(SCRIPTS + "/execute")).willReturn(aResponse().withStatus(503)));
        var effect = kill("svch0st.exe");
        assertThatThrownBy(() -> effect.ask(ask)).isInstanceOf(VendorException.Unavailable.class);
        WIRE.stubFor(get(urlPathEqualTo(SCRIPTS + "/status"))
                .withQueryParam("description__contains", equalTo("Cordon action action-1"))
                .willReturn(okJson(task("completed"))));

        assertThat(effect.look()).isEqualTo(Look.State.CONTAINED);
        assertThat(kill("svch0st.exe").ask(ask)).isEqualTo("task 500");
        WIRE.verify(1, postRequestedFor(urlEqualTo(SCRIPTS + "/execute")));
    }

    @ParameterizedTest
    @CsvSource({"failed", "canceled", "expired"})
    void a_script_that_did_not_end_well_killed_nothing_for_certain(String status) {
        status(status);
        var effect = kill("svch0st.exe");
        effect.resume("task 500");

        assertThatThrownBy(effect::look).isInstanceOf(VendorException.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b.exe", "-x", "x;reboot", "$(x)", ""})
    void a_program_that_could_be_more_than_a_name_is_not_put_on_a_command_line(String image) {
        assertThatThrownBy(() -> kill(image).ask(ask)).isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> kill(null).ask(ask)).isInstanceOf(VendorException.Refused.class);
        WIRE.verify(0, postRequestedFor(urlEqualTo(SCRIPTS + "/execute")));
    }

    @Test
    void nothing_is_queued_for_a_host_that_is_away() {
        WIRE.stubFor(get(urlPathEqualTo("/web/api/v2.1/agents")).willReturn(okJson("""
                {"data": [{"id": "%s", "isActive": false}]}
                """.formatted(SentinelOneTest.ID))));

        assertThatThrownBy(() -> kill("svch0st.exe").look()).hasMessage("the host is offline");
    }

    @Test
    void a_collection_is_fetched_from_a_named_host_by_the_task_that_made_it() throws IOException {
        WIRE.stubFor(get(urlEqualTo("/results/1.zip?signature=s"))
                .willReturn(aResponse().withBody("zip")));
        WIRE.stubFor(post(urlEqualTo(SCRIPTS + "/fetch-files"))
                .withRequestBody(equalToJson("{\"data\": {\"taskIds\": [\"501\"]}}"))
                .willReturn(okJson("""
                        {"data": {"download_links": [{"downloadUrl": "%s/results/1.zip?signature=s"}]}}
                        """.formatted(WIRE.baseUrl()))));
        var triage = triage("localhost:" + WIRE.getPort());
        var ticket = triage.request(ask);
        assertThat(triage.ready(ticket)).isFalse();
        status("completed");
        assertThat(triage.ready(ticket)).isTrue();

        var bytes = new ByteArrayOutputStream();
        assertThat(triage.copy(ticket, ask, bytes).reference()).isEqualTo("task 500");
        assertThat(bytes).hasToString("zip");
        WIRE.verify(getRequestedFor(urlPathEqualTo("/results/1.zip")).withoutHeader("Authorization"));
        assertThatThrownBy(() -> triage("other.example").copy(ticket, ask, bytes))
                .isInstanceOf(VendorException.Misconfigured.class);
    }

    private static Effect kill(@Nullable String image) {
        return new ScriptKill(console(), "4711", "-P {pid} -I {image}")
                .killing(new Target.HostProcess(SentinelOneTest.HOST, 4711, image));
    }

    private static Acquisition triage(String downloads) {
        var console = console();
        var depot = new Depot(VERTX, console.http().line(), List.of(downloads), null);
        return new ScriptTriage(console, depot, "4712", "").collecting(SentinelOneTest.HOST);
    }

    private static Console console() {
        return SentinelOneTest.connected(VERTX, WIRE.baseUrl());
    }

    private static void status(String status) {
        WIRE.stubFor(get(urlPathEqualTo(SCRIPTS + "/status"))
                .withQueryParam("parent_task_id", equalTo("500"))
                .willReturn(okJson(task(status))));
    }

    private static String task(String status) {
        return """
                {"data": [{"id": "501", "parentTaskId": "500", "agentId": "%s", "status": "%s",
                           "description": "Cordon action action-1"}]}
                """.formatted(SentinelOneTest.ID, status);
    }
}
