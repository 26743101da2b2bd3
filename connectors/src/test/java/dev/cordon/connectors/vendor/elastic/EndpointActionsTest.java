package dev.cordon.connectors.vendor.elastic;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.cordon.connectors.vendor.elastic.KibanaStub.ACTION;
import static dev.cordon.connectors.vendor.elastic.KibanaStub.ACTIONS;
import static dev.cordon.connectors.vendor.elastic.KibanaStub.AGENT;
import static dev.cordon.connectors.vendor.elastic.KibanaStub.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
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
import java.util.ArrayList;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointActionsTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final KibanaStub STUB = new KibanaStub(SERVER);
    private static final Target.HostFile FILE = new Target.HostFile(HOST, "C:\\Temp\\svch0st.exe", null, null);
    private static final String UPLOAD = "%s/%s/file/%2$s.%s".formatted(ACTIONS, ACTION, AGENT);
    private static final String TICKET = "action " + ACTION;

    private Kibana kibana = KibanaStub.connected(VERTX, "http://127.0.0.1:1");

    static {
        SERVER.start();
    }

    @BeforeEach
    void everything_is_well() {
        STUB.well();
        kibana = KibanaStub.connected(VERTX, SERVER.baseUrl());
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
        VERTX.close();
    }

    @Test
    void a_process_is_ended_when_the_endpoint_says_so_and_not_before() {
        var kill = kill();
        assertThat(kill.look()).isEqualTo(Look.State.FREE);

        assertThat(kill.ask(ask())).isEqualTo(TICKET);
        STUB.action("false", "false");
        assertThat(kill.look()).isEqualTo(Look.State.CONTAINING);
        STUB.action("true", "true");
        assertThat(kill.look()).isEqualTo(Look.State.CONTAINED);

        SERVER.verify(
                1, postRequestedFor(urlEqualTo(ACTIONS + "/kill_process")).withRequestBody(equalToJson("""
                        {"endpoint_ids": ["%s"], "comment": "cordon action-1", "parameters": {"pid": 4711}}
                        """.formatted(
                                AGENT))));
    }

    @Test
    void a_kill_goes_on_by_the_earlier_receipt() {
        var kill = kill();
        kill.resume(TICKET);
        STUB.action("true", "true");

        assertThat(kill.look()).isEqualTo(Look.State.CONTAINED);
    }

    @Test
    void a_kill_whose_answer_was_lost_is_found_by_its_comment_and_not_sent_twice() {
        var kill = kill();
        SERVER.stubFor(post(ACTIONS + "/kill_process").willReturn(aResponse().withStatus(503)));
        assertThatThrownBy(() -> kill.ask(ask())).isInstanceOf(VendorException.Unavailable.class);
        STUB.history("cordon action-1");
        STUB.action("true", "true");

        assertThat(kill.look()).isEqualTo(Look.State.CONTAINED);
        var next = kill();
        next.resume("");
        assertThat(next.ask(ask())).isEqualTo(TICKET);
        SERVER.verify(1, postRequestedFor(urlEqualTo(ACTIONS + "/kill_process")));
    }

    @Test
    void a_kill_that_may_have_been_sent_and_is_not_to_be_found_is_left_to_a_person() {
        var kill = kill();
        kill.resume("");

        assertThatThrownBy(() -> kill.ask(ask())).isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(kill::look)
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("outcome-unknown"));
        SERVER.verify(0, postRequestedFor(urlEqualTo(ACTIONS + "/kill_process")));
    }

    @Test
    void a_process_the_endpoint_could_not_end_is_not_reported_as_ended() {
        var kill = kill();
        kill.ask(ask());
        STUB.action("true", "false");

        assertThatThrownBy(kill::look).isInstanceOf(VendorException.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline", "inactive"})
    void nothing_that_is_for_now_waits_for_a_host_that_is_away(String status) {
        STUB.host(false, status);

        assertThatThrownBy(() -> kill().look())
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("host-offline"));
        assertThatThrownBy(() -> new EndpointFetch(kibana).fetching(FILE).request(ask()))
                .hasMessage("the host is offline");
        assertThatThrownBy(() -> new EndpointTriage(kibana).collecting(HOST).request(ask()))
                .isInstanceOfSatisfying(
                        VendorException.Unavailable.class,
                        e -> assertThat(e.vendorWell()).isTrue());
    }

    @Test
    void a_file_is_fetched_as_elastics_locked_zip_with_the_hash_of_what_is_inside() throws IOException {
        var fetch = new EndpointFetch(kibana).fetching(FILE);
        assertThat(fetch.request(ask())).isEqualTo(TICKET);
        STUB.action("false", "false");
        assertThat(fetch.ready(TICKET)).isFalse();
        STUB.action("true", "true");
        upload("UPLOADING");
        assertThat(fetch.ready(TICKET)).isFalse();
        upload("READY");
        assertThat(fetch.ready(TICKET)).isTrue();
        SERVER.stubFor(
                get(UPLOAD + "/download").willReturn(aResponse().withStatus(200).withBody("PK locked")));

        var out = new ByteArrayOutputStream();
        var artifact = fetch.copy(TICKET, ask(), out);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("PK locked");
        assertThat(artifact.name()).isEqualTo("svch0st.exe.zip");
        assertThat(artifact.password()).isEqualTo("elastic");
        assertThat(artifact.contentSha256()).isEqualTo("ab".repeat(32));
        SERVER.verify(1, postRequestedFor(urlEqualTo(ACTIONS + "/get_file")).withRequestBody(equalToJson("""
                        {"endpoint_ids": ["%s"], "comment": "cordon action-1",
                         "parameters": {"path": "C:\\\\Temp\\\\svch0st.exe"}}
                        """.formatted(
                        AGENT))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPLOAD_ERROR", "DELETED"})
    void an_upload_that_will_never_be_there_is_refused(String status) {
        STUB.action("true", "true");
        upload(status);

        assertThatThrownBy(() -> new EndpointFetch(kibana).fetching(FILE).ready(TICKET))
                .isInstanceOf(VendorException.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"svch0st.exe", "..\\x", "C:relative", "/tmp/a\nb"})
    void what_is_no_full_path_is_never_sent(String path) {
        var file = new Target.HostFile(HOST, path, null, null);

        assertThatThrownBy(() -> new EndpointFetch(kibana).fetching(file).request(ask()))
                .isInstanceOf(VendorException.Refused.class);
        SERVER.verify(0, postRequestedFor(urlEqualTo(ACTIONS + "/get_file")));
    }

    @Test
    void the_running_processes_are_packed_with_what_is_known_of_the_host() throws IOException {
        var triage = new EndpointTriage(kibana).collecting(HOST);
        assertThat(triage.request(ask())).isEqualTo(TICKET);
        STUB.action("true", "true");
        assertThat(triage.ready(TICKET)).isTrue();

        var out = new ByteArrayOutputStream();
        assertThat(triage.copy(TICKET, ask(), out).reference()).isEqualTo(TICKET);

        var names = new ArrayList<String>();
        var text = new StringBuilder();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                text.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(names).containsExactly("01-running-processes.txt", "02-endpoint-metadata.txt", "manifest.json");
        assertThat(text).contains("4711", "ELA-WS-0142", ACTION);
    }

    @Test
    void a_ticket_that_is_no_action_is_never_put_into_a_path() {
        assertThatThrownBy(() -> new EndpointTriage(kibana).collecting(HOST).ready("action ../../x"))
                .isInstanceOf(VendorException.Refused.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    private Effect kill() {
        return new EndpointKill(kibana).killing(new Target.HostProcess(HOST, 4711, "svch0st.exe"));
    }

    private static Ask ask() {
        return KibanaStub.ask(Duration.ofSeconds(10));
    }

    private void upload(String status) {
        SERVER.stubFor(
                get(UPLOAD).willReturn(okJson("{\"data\": {\"id\": \"f\", \"status\": \"%s\"}}".formatted(status))));
    }
}
