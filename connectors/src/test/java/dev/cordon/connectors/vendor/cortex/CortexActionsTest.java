package dev.cordon.connectors.vendor.cortex;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
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

/// Files, processes, hashes and collections: what is begun, and what became of it.
class CortexActionsTest {
    private static final String API = CortexTest.API;
    private static final String ID = CortexTest.ID;
    private static final String SHA256 = "ab".repeat(32);
    private static final String FILTERS =
            "\"filters\": [{\"field\": \"endpoint_id_list\", \"operator\": \"in\", \"value\": [\"" + ID + "\"]}]";
    private static final Vertx VERTX = Vertx.vertx();

    @RegisterExtension
    static final WireMockExtension WIRE = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final Ask ask =
            new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);

    @BeforeEach
    void an_endpoint_that_is_there() {
        endpoint("CONNECTED");
        for (var path : List.of("endpoints/file_retrieval", "endpoints/quarantine", "scripts/run_script")) {
            answers(path, "{\"action_id\": 55, \"status\": 1, \"endpoints_count\": 1}");
        }
        answers("actions/get_action_status", "{\"data\": {\"%s\": \"PENDING\"}}".formatted(ID));
        answers("scripts/get_script_execution_status", "{\"general_status\": \"IN_PROGRESS\"}");
        quarantined(false);
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void a_file_is_fetched_by_the_group_action_and_a_link_to_the_tenant_gets_the_key() throws IOException {
        var fetch = new FileRetrieval(xdr(), downloads()).fetching(file("C:\\temp\\evil.exe", null));
        var ticket = fetch.request(ask);
        assertThat(ticket).isEqualTo("action 55");
        asked("endpoints/file_retrieval", FILTERS + ", \"files\": {\"windows\": [\"C:\\\\temp\\\\evil.exe\"]}");
        assertThat(fetch.ready(ticket)).isFalse();

        answers("actions/get_action_status", "{\"data\": {\"%s\": \"COMPLETED_SUCCESSFULLY\"}}".formatted(ID));
        assertThat(fetch.ready(ticket)).isTrue();
        answers(
                "actions/file_retrieval_details",
                "{\"data\": {\"%s\": \"%s/public_api/v1/download/t\"}}".formatted(ID, WIRE.baseUrl()));
        WIRE.stubFor(get(urlEqualTo(API + "download/t")).willReturn(aResponse().withBody("PK")));
        var bytes = new ByteArrayOutputStream();

        assertThat(fetch.copy(ticket, ask, bytes).name()).isEqualTo("evil.exe.zip");
        assertThat(bytes).hasToString("PK");
        asked("actions/file_retrieval_details", "\"group_action_id\": 55");
        WIRE.verify(
                getRequestedFor(urlEqualTo(API + "download/t")).withHeader("Authorization", matching("[0-9a-f]{64}")));
    }

    @Test
    void a_link_to_another_host_is_followed_only_when_it_was_named() {
        var fetch = new FileRetrieval(xdr(), downloads()).fetching(file("/tmp/x", null));
        answers("actions/file_retrieval_details", "{\"data\": {\"%s\": \"https://evil.example/t\"}}".formatted(ID));

        assertThatThrownBy(() -> fetch.copy("action 55", ask, new ByteArrayOutputStream()))
                .isInstanceOf(VendorException.Misconfigured.class);
    }

    @Test
    void nothing_is_queued_for_a_host_that_is_away() {
        endpoint("DISCONNECTED");

        assertThatThrownBy(() -> new FileRetrieval(xdr(), downloads())
                        .fetching(file("/tmp/x", null))
                        .request(ask))
                .hasMessage("the host is offline");
        assertThatThrownBy(() -> kill("x.exe").look()).hasMessage("the host is offline");
        assertThatThrownBy(() -> quarantine(SHA256).look()).hasMessage("the host is offline");
    }

    @Test
    void a_file_is_quarantined_by_path_and_hash_and_the_list_of_the_quarantine_tells() {
        var effect = quarantine(SHA256);
        assertThat(effect.look()).isEqualTo(Look.State.FREE);
        assertThat(effect.ask(ask)).isEqualTo("action 55");
        asked(
                "endpoints/quarantine",
                FILTERS + ", \"file_path\": \"C:\\\\temp\\\\evil.exe\", \"file_hash\": \"%s\"".formatted(SHA256));
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINING);

        quarantined(true);
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINED);
        quarantined(false);
        answers("actions/get_action_status", "{\"data\": {\"%s\": \"FAILED\"}}".formatted(ID));
        assertThatThrownBy(effect::look).isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> quarantine(null).look()).isInstanceOf(VendorException.Refused.class);
    }

    @Test
    void a_process_is_ended_by_the_script_that_was_named() {
        var effect = kill("C:\\temp\\evil 1.exe");
        assertThat(effect.look()).isEqualTo(Look.State.FREE);
        assertThat(effect.ask(ask)).isEqualTo("action 55");
        asked(
                "scripts/run_script",
                FILTERS + ", \"script_uid\": \"kill-uid\", \"timeout\": 300,"
                        + " \"parameters_values\": {\"pid\": 4711, \"image\": \"evil 1.exe\"}");
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINING);
        asked("scripts/get_script_execution_status", "\"action_id\": 55");
        answers("scripts/get_script_execution_status", "{\"general_status\": \"COMPLETED_SUCCESSFULLY\"}");
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINED);
        assertThatThrownBy(() -> kill(null).ask(ask)).isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> kill("$(x)").ask(ask)).isInstanceOf(VendorException.Refused.class);
    }

    @Test
    void a_collection_is_the_file_that_the_script_left() throws IOException {
        var triage = new ScriptTriage(xdr(), downloads(), "triage-uid").collecting(CortexTest.HOST);
        var ticket = triage.request(ask);
        assertThat(triage.ready(ticket)).isFalse();
        answers("scripts/get_script_execution_status", "{\"general_status\": \"COMPLETED_SUCCESSFULLY\"}");
        assertThat(triage.ready(ticket)).isTrue();
        answers("scripts/get_script_execution_results_files", "{\"DATA\": null}");
        assertThatThrownBy(() -> triage.copy(ticket, ask, new ByteArrayOutputStream()))
                .isInstanceOf(VendorException.Refused.class);

        answers(
                "scripts/get_script_execution_results_files",
                "{\"DATA\": \"%s/public_api/v1/download/z\"}".formatted(WIRE.baseUrl()));
        WIRE.stubFor(get(urlEqualTo(API + "download/z")).willReturn(aResponse().withBody("PK")));
        var bytes = new ByteArrayOutputStream();
        assertThat(triage.copy(ticket, ask, bytes).reference()).isEqualTo("action 55");
        assertThat(bytes).hasToString("PK");
    }

    @Test
    void the_answer_to_a_block_is_its_proof_because_the_list_cannot_be_read() {
        var block = new HashBlock(xdr()).containing(hash("sha256", SHA256));
        answers("hash_exceptions/blocklist", "true");
        assertThat(block.look()).isEqualTo(Look.State.FREE);
        assertThat(block.ask(ask)).isEqualTo("blocked");
        assertThat(block.look()).isEqualTo(Look.State.CONTAINED);
        asked(
                "hash_exceptions/blocklist",
                "\"hash_list\": [\"%s\"], \"comment\": \"Cordon action action-1\"".formatted(SHA256));

        var unblock = new HashBlock(xdr()).releasing(hash("sha256", SHA256));
        answers("hash_exceptions/blocklist/remove", "true");
        assertThat(unblock.look()).isEqualTo(Look.State.CONTAINED);
        unblock.ask(ask);
        assertThat(unblock.look()).isEqualTo(Look.State.FREE);

        var resumed = new HashBlock(xdr()).containing(hash("sha256", SHA256));
        resumed.resume("blocked");
        assertThat(resumed.look()).isEqualTo(Look.State.CONTAINED);
    }

    @Test
    void a_hash_that_stands_on_one_of_the_lists_already_is_refused_and_not_ours() {
        WIRE.stubFor(post(urlEqualTo(API + "hash_exceptions/blocklist"))
                .willReturn(aResponse().withStatus(500).withBody("""
                {"reply": {"err_code": 500, "err_msg": "An error occurred while processing XDR public API",
                           "err_extra": "All hashes have already been added to the allow or block list"}}
                """)));

        assertThatThrownBy(() -> new HashBlock(xdr()).apply(hash("sha256", SHA256), ask))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("already-listed"));
        answers("hash_exceptions/blocklist", "false");
        assertThatThrownBy(() -> new HashBlock(xdr()).apply(hash("sha256", SHA256), ask))
                .isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> new HashBlock(xdr()).apply(hash("sha1", "ab".repeat(20)), ask))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("unsupported-hash"));
    }

    private static Xdr xdr() {
        return CortexTest.connected(VERTX, WIRE.baseUrl());
    }

    private static Downloads downloads() {
        var xdr = xdr();
        return new Downloads(
                xdr.http(), WIRE.baseUrl(), new Depot(VERTX, xdr.http().line(), List.of(), null));
    }

    private static Effect kill(@Nullable String image) {
        return new ScriptKill(xdr(), "kill-uid").killing(new Target.HostProcess(CortexTest.HOST, 4711, image));
    }

    private static Effect quarantine(@Nullable String sha256) {
        return new EndpointQuarantine(xdr()).quarantining(file("C:\\temp\\evil.exe", sha256));
    }

    private static Target.HostFile file(String path, @Nullable String sha256) {
        return new Target.HostFile(CortexTest.HOST, path, sha256, null);
    }

    private static Target.Indicator hash(String type, String value) {
        return new Target.Indicator("cortex", type, value);
    }

    private static void endpoint(String status) {
        answers(
                "endpoints/get_endpoint",
                "{\"endpoints\": [%s]}"
                        .formatted(CortexTest.endpoint(ID, "WS-0142", "AGENT_UNISOLATED", 0)
                                .replace("CONNECTED", status)));
    }

    private static void quarantined(boolean status) {
        answers("quarantine/status", """
                [{"endpoint_id": "%s", "file_path": "C:\\\\temp\\\\evil.exe", "file_hash": "%s", "status": %b}]
                """.formatted(ID, SHA256, status));
    }

    private static void answers(String path, String reply) {
        WIRE.stubFor(post(urlEqualTo(API + path)).willReturn(okJson("{\"reply\": %s}".formatted(reply))));
    }

    private static void asked(String path, String data) {
        WIRE.verify(postRequestedFor(urlEqualTo(API + path))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalToJson("{\"request_data\": {%s}}".formatted(data))));
    }
}
