package dev.cordon.connectors.vendor.elastic;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.AlertFeed;
import dev.cordon.connectors.capability.VendorException;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalFeedTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final String SEARCH = "/api/detection_engine/signals/search";
    private static final Instant NOW = Instant.ofEpochMilli(1_700_003_600_000L);

    static {
        SERVER.start();
    }

    @BeforeEach
    void one_alert() {
        SERVER.resetAll();
        hits(hit(1_700_000_100_000L, "u1"));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
        VERTX.close();
    }

    @Test
    void alerts_are_searched_in_the_order_of_time_and_id_without_building_blocks() {
        var page = feed().read(null);

        assertThat(page.more()).isFalse();
        assertThat(page.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(
                                alert.at("/_source/kibana.alert.rule.name").asText())
                        .isEqualTo("Brute force"));
        SERVER.verify(postRequestedFor(urlEqualTo(SEARCH))
                .withHeader("kbn-xsrf", equalTo("cordon"))
                .withHeader("Authorization", equalTo("ApiKey key"))
                .withRequestBody(matchingJsonPath("$.size", equalTo("2")))
                .withRequestBody(matchingJsonPath("$.sort[0]['@timestamp'].order", equalTo("asc")))
                .withRequestBody(matchingJsonPath("$.sort[1]['kibana.alert.uuid'].order", equalTo("asc")))
                .withRequestBody(
                        matchingJsonPath("$.query.bool.filter[0].range['@timestamp'].gte", equalTo("1700000000000")))
                .withRequestBody(matchingJsonPath(
                        "$.query.bool.must_not[0].exists.field", equalTo("kibana.alert.building_block_type"))));
    }

    @Test
    void the_next_page_begins_behind_the_last_one_among_those_of_its_millisecond() {
        hits(hit(1_700_000_100_000L, "u1") + "," + hit(1_700_000_100_000L, "u2"));
        var feed = feed();
        var first = feed.read(null);
        SERVER.resetRequests();
        feed.read(first.cursor());

        assertThat(first.more()).isTrue();
        SERVER.verify(postRequestedFor(urlEqualTo(SEARCH))
                .withRequestBody(matchingJsonPath(
                        "$.query.bool.filter[0].bool.should[0].range['@timestamp'].gt", equalTo("1700000100000")))
                .withRequestBody(matchingJsonPath(
                        "$.query.bool.filter[0].bool.should[1].bool.filter[1].range['kibana.alert.uuid'].gt",
                        equalTo("u2"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"hits\":{\"hits\":[{\"_id\":\"a\",\"_source\":{}}]}}",
                "{\"hits\":{\"hits\":[{\"_id\":\"a\",\"sort\":[\"x\",\"y\"]}]}}",
                "{\"timed_out\":true,\"hits\":{\"hits\":[]}}",
                "{\"_shards\":{\"failed\":1},\"hits\":{\"hits\":[]}}"
            })
    void an_answer_that_is_not_whole_leads_nowhere(String body) {
        SERVER.stubFor(post(SEARCH).willReturn(okJson(body)));

        assertThatThrownBy(() -> feed().read(null)).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void nothing_is_pulled_unless_a_source_is_named() {
        assertThat(new ElasticDefend(VERTX, KibanaStub.config(SERVER.baseUrl()))
                        .connectors()
                        .getFirst()
                        .able(AlertFeed.class))
                .isEmpty();
        assertThat(new ElasticDefend(VERTX, config())
                        .connectors()
                        .getFirst()
                        .able(AlertFeed.class)
                        .map(AlertFeed::source))
                .contains("soc-elastic");
    }

    private static void hits(String hits) {
        SERVER.stubFor(post(SEARCH)
                .willReturn(okJson(
                        "{\"timed_out\":false,\"_shards\":{\"failed\":0},\"hits\":{\"hits\":[%s]}}".formatted(hits))));
    }

    private static String hit(long time, String id) {
        return """
                {"_id":"%2$s","_index":".internal.alerts-security.alerts-default-000001","_source":{"kibana.alert.uuid":"%2$s",
                 "kibana.alert.rule.name":"Brute force","host.name":"ws-0142"},"sort":[%1$d,"%2$s"]}
                """.formatted(time, id);
    }

    private static SignalFeed feed() {
        var space = Settings.tenant(config().tenants(), "elastic");
        return new SignalFeed(new Kibana(VERTX, "elastic", space), space, "soc-elastic", () -> NOW);
    }

    private static ElasticConfig config() {
        return Settings.of(
                ElasticConfig.class,
                Map.of(
                        "cordon.vendor.elastic.url", SERVER.baseUrl(),
                        "cordon.vendor.elastic.api-key", "key",
                        "cordon.vendor.elastic.feed", "soc-elastic",
                        "cordon.vendor.elastic.feed-page", "2"));
    }
}
