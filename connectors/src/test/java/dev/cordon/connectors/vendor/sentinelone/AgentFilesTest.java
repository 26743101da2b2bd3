package dev.cordon.connectors.vendor.sentinelone;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
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
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AgentFilesTest {
    private static final String AGENT = "/web/api/v2.1/agents/" + SentinelOneTest.ID;
    private static final Vertx VERTX = Vertx.vertx();

    @RegisterExtension
    static final WireMockExtension WIRE = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final Ask ask =
            new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);

    @BeforeEach
    void an_agent_that_uploads() {
        online(true);
        activities(81, activity("100", "batch-old"));
        activities(80, activity("101", "batch-old"));
        WIRE.stubFor(
                post(urlEqualTo(AGENT + "/actions/fetch-files")).willReturn(okJson("{\"data\": {\"success\": true}}")));
        WIRE.stubFor(
                get(urlEqualTo(AGENT + "/uploads/103")).willReturn(aResponse().withBody(new byte[] {'P', 'K', 3, 4})));
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void the_upload_of_our_own_batch_is_the_one_that_is_copied() throws IOException {
        var fetch = fetch("C:\\Users\\a\\evil.exe");
        var ticket = fetch.request(ask);
        assertThat(fetch.ready(ticket)).isFalse();

        activities(81, activity("102", "batch-new"), activity("100", "batch-old"));
        assertThat(fetch.ready(ticket)).isFalse();

        activities(80, activity("103", "batch-new"), activity("101", "batch-old"));
        assertThat(fetch.ready(ticket)).isTrue();
        var bytes = new ByteArrayOutputStream();
        var artifact = fetch.copy(ticket, ask, bytes);

        assertThat(bytes.toByteArray()).containsExactly('P', 'K', 3, 4);
        assertThat(artifact.name()).isEqualTo("evil.exe.zip");
        assertThat(artifact.password()).isEqualTo(AgentFiles.PASSWORD);
        WIRE.verify(postRequestedFor(urlEqualTo(AGENT + "/actions/fetch-files"))
                .withRequestBody(equalToJson("""
                {"data": {"password": "%s", "files": ["C:\\\\Users\\\\a\\\\evil.exe"]}}
                """.formatted(AgentFiles.PASSWORD))));
    }

    @Test
    void the_password_is_one_the_console_accepts() {
        assertThat(AgentFiles.PASSWORD)
                .hasSizeGreaterThanOrEqualTo(10)
                .containsPattern("[A-Z]")
                .containsPattern("[a-z]")
                .containsPattern("[0-9]")
                .containsPattern("[^0-9A-Za-z]")
                .doesNotContainAnyWhitespaces();
    }

    @Test
    void another_worker_goes_on_with_the_ticket_alone() {
        var ticket = fetch("/tmp/x").request(ask);
        activities(81, activity("102", "batch-new"), activity("100", "batch-old"));
        activities(80, activity("103", "batch-new"));

        assertThat(fetch("/tmp/x").ready(ticket)).isTrue();
    }

    @Test
    void when_two_asked_at_the_same_time_nobody_guesses_which_is_ours() {
        var ticket = fetch("/tmp/x").request(ask);
        activities(81, activity("102", "a"), activity("104", "b"), activity("100", "batch-old"));

        assertThatThrownBy(() -> fetch("/tmp/x").ready(ticket)).isInstanceOf(VendorException.Refused.class);
    }

    @Test
    void what_was_purged_is_gone() {
        WIRE.stubFor(get(urlEqualTo(AGENT + "/uploads/103"))
                .willReturn(aResponse().withStatus(410).withBody("{\"errors\": [{\"code\": 4100010}]}")));
        activities(81, activity("102", "batch-new"));
        activities(80, activity("103", "batch-new"));

        assertThatThrownBy(() -> fetch("/tmp/x").copy("after 100", ask, new ByteArrayOutputStream()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("purged"));
    }

    @Test
    void nothing_is_asked_of_an_agent_that_is_away_or_with_a_wildcard() {
        assertThatThrownBy(() -> fetch("C:\\Users\\*").request(ask)).isInstanceOf(VendorException.Refused.class);
        online(false);
        assertThatThrownBy(() -> fetch("/tmp/x").request(ask))
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessage("the host is offline");

        WIRE.verify(0, postRequestedFor(urlEqualTo(AGENT + "/actions/fetch-files")));
    }

    private static Acquisition fetch(String path) {
        return new AgentFiles(SentinelOneTest.connected(VERTX, WIRE.baseUrl()))
                .fetching(new Target.HostFile(SentinelOneTest.HOST, path, null, null));
    }

    private static void online(boolean active) {
        WIRE.stubFor(get(urlPathEqualTo("/web/api/v2.1/agents"))
                .willReturn(okJson("""
                {"data": [{"id": "%s", "isActive": %b, "networkStatus": "connected"}]}
                """.formatted(SentinelOneTest.ID, active))));
    }

    private static void activities(int type, String... activities) {
        WIRE.stubFor(get(urlPathEqualTo("/web/api/v2.1/activities"))
                .withQueryParam("activityTypes", equalTo(Integer.toString(type)))
                .withQueryParam("agentIds", equalTo(SentinelOneTest.ID))
                .willReturn(okJson("{\"data\": [%s]}".formatted(String.join(", ", activities)))));
    }

    private static String activity(String id, String batch) {
        return """
                {"id": "%s", "agentId": "%s", "data": {"commandBatchUuid": "%s", "downloadUrl": "/x"}}
                """.formatted(id, SentinelOneTest.ID, batch);
    }
}
