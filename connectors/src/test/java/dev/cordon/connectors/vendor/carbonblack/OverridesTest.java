package dev.cordon.connectors.vendor.carbonblack;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OverridesTest {
    private static final String PATH = CarbonBlackTest.ORG + "/reputations/overrides";
    private static final String SHA256 = "ab".repeat(32);
    private static final Target.Indicator HASH = new Target.Indicator("carbonblack", "sha256", SHA256);
    private static final Vertx VERTX = Vertx.vertx();

    @RegisterExtension
    static final WireMockExtension WIRE = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final Ask ask =
            new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @BeforeEach
    void an_empty_list() {
        entries(0);
        WIRE.stubFor(post(urlEqualTo(PATH)).willReturn(okJson("{\"id\": \"o-9\"}")));
        WIRE.stubFor(delete(anyUrl()).willReturn(aResponse().withStatus(204)));
    }

    @Test
    void a_hash_is_banned_with_the_action_in_its_description() {
        assertThat(overrides().probe(HASH)).isEqualTo(Look.State.FREE);
        assertThat(overrides().apply(HASH, ask)).isEqualTo("override o-9");
        WIRE.verify(postRequestedFor(urlEqualTo(PATH)).withRequestBody(equalToJson("""
                {"override_type": "SHA256", "override_list": "BLACK_LIST", "sha256_hash": "%s",
                 "filename": "unknown", "description": "Cordon action action-1"}
                """.formatted(SHA256))));
    }

    @Test
    void another_hash_or_the_other_list_is_no_ban_and_half_a_list_is_no_answer() {
        entries(2, entry("1", "cd".repeat(32), "BLACK_LIST", ""), entry("2", SHA256, "WHITE_LIST", ""));
        assertThat(overrides().probe(HASH)).isEqualTo(Look.State.FREE);

        entries(500, entry("1", "cd".repeat(32), "BLACK_LIST", ""));
        assertThatThrownBy(() -> overrides().probe(HASH)).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void only_our_own_entry_is_removed() {
        entries(
                2,
                entry("1", SHA256, "BLACK_LIST", "by hand"),
                entry("2", SHA256.toUpperCase(java.util.Locale.ROOT), "BLACK_LIST", "Cordon action a"));
        overrides().revert(HASH, ask);
        WIRE.verify(1, deleteRequestedFor(urlEqualTo(PATH + "/2")));

        entries(1, entry("1", SHA256, "BLACK_LIST", "by hand"));
        assertThat(overrides().probe(HASH)).isEqualTo(Look.State.CONTAINED);
        assertThatThrownBy(() -> overrides().revert(HASH, ask))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("not-ours"));
    }

    @Test
    void another_kind_of_hash_is_refused() {
        var sha1 = new Target.Indicator("carbonblack", "sha1", "ab".repeat(20));

        assertThatThrownBy(() -> overrides().probe(sha1)).isInstanceOf(VendorException.Refused.class);
    }

    private static Overrides overrides() {
        return new Overrides(CarbonBlackTest.connected(VERTX, WIRE.baseUrl()));
    }

    private static void entries(int total, String... entries) {
        WIRE.stubFor(post(urlEqualTo(PATH + "/_search"))
                .willReturn(
                        okJson("{\"num_found\": %d, \"results\": [%s]}".formatted(total, String.join(", ", entries)))));
    }

    private static String entry(String id, String hash, String list, String description) {
        return """
                {"id": "%s", "sha256_hash": "%s", "override_list": "%s", "override_type": "SHA256", "description": "%s"}
                """.formatted(id, hash, list, description);
    }
}
