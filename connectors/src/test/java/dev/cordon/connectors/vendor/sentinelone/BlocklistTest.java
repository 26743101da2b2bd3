package dev.cordon.connectors.vendor.sentinelone;

import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
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
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BlocklistTest {
    private static final String PATH = "/web/api/v2.1/restrictions";
    private static final Target.Indicator HASH = new Target.Indicator("sentinelone", "sha1", "AB".repeat(20));
    private static final Vertx VERTX = Vertx.vertx();

    @RegisterExtension
    static final WireMockExtension WIRE = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final Ask ask =
            new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);

    @BeforeEach
    void an_empty_list() {
        entries();
        WIRE.stubFor(post(urlEqualTo(PATH)).willReturn(okJson("{\"data\": [{\"id\": \"9\"}]}")));
        WIRE.stubFor(delete(urlEqualTo(PATH)).willReturn(okJson("{\"data\": {\"affected\": 1}}")));
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void every_system_that_lacks_it_gets_an_entry_in_the_scope_and_the_hash_in_lower_case() {
        entries(entry("1", "windows", "by hand"));

        assertThat(list().containing(HASH).look()).isEqualTo(Look.State.FREE);
        assertThat(list().containing(HASH).ask(ask)).isEqualTo("entries 9");
        WIRE.verify(1, postRequestedFor(urlEqualTo(PATH)));
        WIRE.verify(postRequestedFor(urlEqualTo(PATH)).withRequestBody(equalToJson("""
                {"data": {"value": "%s", "type": "black_hash", "osType": "linux",
                          "description": "Cordon action action-1", "source": "cordon"},
                 "filter": {"siteIds": ["77"]}}
                """.formatted("ab".repeat(20)))));
        WIRE.verify(getRequestedFor(urlPathEqualTo(PATH))
                .withQueryParam("value", equalTo("ab".repeat(20)))
                .withQueryParam("siteIds", equalTo("77")));
    }

    @Test
    void it_is_blocked_when_every_system_has_it_whoever_made_the_entries() {
        entries(entry("1", "windows", "by hand"), entry("2", "linux", "Cordon action a"));

        assertThat(list().containing(HASH).look()).isEqualTo(Look.State.CONTAINED);
    }

    @Test
    void only_our_own_entries_are_removed() {
        entries(entry("1", "windows", "by hand"), entry("2", "linux", "Cordon action a"));
        list().releasing(HASH).ask(ask);

        WIRE.verify(1, deleteRequestedFor(urlEqualTo(PATH)).withRequestBody(equalToJson("""
                {"data": {"ids": ["2"], "type": "black_hash"}}
                """)));
        entries(entry("1", "windows", "by hand"));
        assertThat(list().releasing(HASH).look()).isEqualTo(Look.State.CONTAINED);
        assertThatThrownBy(() -> list().releasing(HASH).ask(ask))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("not-ours"));
    }

    @Test
    void what_the_list_cannot_say_is_refused_and_a_scope_is_never_guessed() {
        var md5 = new Target.Indicator("sentinelone", "md5", "ab".repeat(16));

        assertThatThrownBy(() -> list().probe(md5)).isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> new Blocklist(console(), "site:", List.of("windows")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Blocklist list() {
        return new Blocklist(console(), "site:77", List.of("windows", "linux"));
    }

    private static Console console() {
        return SentinelOneTest.connected(VERTX, WIRE.baseUrl());
    }

    private static void entries(String... entries) {
        WIRE.stubFor(
                get(urlPathEqualTo(PATH)).willReturn(okJson("{\"data\": [%s]}".formatted(String.join(", ", entries)))));
    }

    private static String entry(String id, String system, String description) {
        return """
                {"id": "%s", "value": "%s", "type": "black_hash", "osType": "%s", "description": "%s"}
                """.formatted(id, "ab".repeat(20), system, description);
    }
}
