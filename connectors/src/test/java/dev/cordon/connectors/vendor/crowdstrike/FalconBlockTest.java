package dev.cordon.connectors.vendor.crowdstrike;

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
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FalconBlockTest {
    private static final String ENTITIES = "/iocs/entities/indicators/v1";
    private static final String QUERIES = "/iocs/queries/indicators/v1";
    private static final Target.Indicator HASH = new Target.Indicator("crowdstrike", "sha256", "ab".repeat(32));

    private final WireMockServer server = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private final Vertx vertx = Vertx.vertx();
    private FalconBlock block = new FalconBlock(FalconTest.connected(vertx, "http://127.0.0.1:1"));

    @BeforeEach
    void a_tenant_without_indicators() {
        server.start();
        block = new FalconBlock(FalconTest.connected(vertx, server.baseUrl()));
        server.stubFor(post("/oauth2/token")
                .willReturn(okJson("{\"access_token\": \"t\", \"expires_in\": 1799}")
                        .withStatus(201)));
        server.stubFor(get(urlPathEqualTo(QUERIES)).willReturn(okJson("{\"resources\": []}")));
        server.stubFor(delete(urlPathEqualTo(ENTITIES)).willReturn(okJson("{\"resources\": [\"i-1\"]}")));
    }

    @AfterEach
    void stop() {
        server.stop();
        vertx.close();
    }

    @Test
    void a_hash_is_blocked_everywhere_under_our_name_and_the_actions_id() {
        server.stubFor(post(urlPathEqualTo(ENTITIES))
                .willReturn(okJson("{\"resources\": [{\"id\": \"i-1\"}]}").withStatus(201)));

        assertThat(block.probe(HASH)).isEqualTo(Look.State.FREE);
        assertThat(block.apply(HASH, ask())).isEqualTo("indicator i-1");
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo(ENTITIES))
                        .withRequestBody(matchingJsonPath("$.indicators[0].value", equalTo(HASH.value())))
                        .withRequestBody(matchingJsonPath("$.indicators[0].action", equalTo("prevent")))
                        .withRequestBody(matchingJsonPath("$.indicators[0].source", equalTo("cordon")))
                        .withRequestBody(matchingJsonPath("$.indicators[0].description", equalTo("action action-1"))));
    }

    @Test
    void an_entry_that_only_detects_blocks_nothing() {
        entry("detect", "somebody");

        assertThat(block.probe(HASH)).isEqualTo(Look.State.FREE);
    }

    @Test
    void our_own_entry_is_deleted_by_its_id_and_never_by_a_filter() {
        entry("prevent", "cordon");

        assertThat(block.probe(HASH)).isEqualTo(Look.State.CONTAINED);
        block.revert(HASH, ask());
        server.verify(1, deleteRequestedFor(urlEqualTo(ENTITIES + "?ids=i-1")));
    }

    @Test
    void an_entry_of_somebody_else_is_left_alone() {
        entry("prevent", "the threat team");

        assertThatThrownBy(() -> block.revert(HASH, ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("not-ours"));
        server.verify(0, deleteRequestedFor(urlPathEqualTo(ENTITIES)));
    }

    @Test
    void a_sha1_is_refused_because_the_product_does_not_block_by_it() {
        var sha1 = new Target.Indicator("crowdstrike", "sha1", "ab".repeat(20));

        assertThatThrownBy(() -> block.apply(sha1, ask())).isInstanceOf(VendorException.Refused.class);
    }

    private void entry(String action, String source) {
        server.stubFor(get(urlPathEqualTo(QUERIES))
                .withQueryParam("filter", equalTo("type:'sha256'+value:'%s'".formatted(HASH.value())))
                .willReturn(okJson("{\"resources\": [\"i-1\"]}")));
        server.stubFor(get(urlPathEqualTo(ENTITIES)).willReturn(okJson("""
                {"resources": [{"id": "i-1", "type": "sha256", "value": "%s", "action": "%s", "source": "%s"}]}
                """.formatted(HASH.value(), action, source))));
    }

    private static Ask ask() {
        return new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);
    }
}
