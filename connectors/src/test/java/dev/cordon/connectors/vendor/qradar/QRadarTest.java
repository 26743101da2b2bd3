package dev.cordon.connectors.vendor.qradar;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.AlertFeed;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.connector.Finding.Verdict;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QRadarTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final String OFFENSES = "/api/siem/offenses";
    private static final Instant NOW = Instant.ofEpochMilli(1_700_003_600_000L);

    static {
        SERVER.start();
    }

    @BeforeEach
    void nothing_is_there() {
        SERVER.resetAll();
        for (var path : new String[] {"/api/siem/source_addresses", "/api/siem/local_destination_addresses"}) {
            SERVER.stubFor(get(urlPathEqualTo(path)).atPriority(10).willReturn(okJson("[]")));
        }
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
        VERTX.close();
    }

    @Test
    void the_first_page_begins_an_hour_back_and_names_the_order_the_range_and_the_version() {
        answers("last_persisted_time >= 1700000000000", offense(421, 1_700_000_100_000L));

        var page = feed().read(null);

        assertThat(page.more()).isFalse();
        assertThat(page.reached()).isEqualTo(Instant.ofEpochMilli(1_700_000_100_000L));
        assertThat(page.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.path("id").asInt()).isEqualTo(421));
        SERVER.verify(getRequestedFor(urlPathEqualTo(OFFENSES))
                .withQueryParam("sort", equalTo("+last_persisted_time"))
                .withHeader("Range", equalTo("items=0-1"))
                .withHeader("SEC", equalTo("service-token"))
                .withHeader("Version", equalTo("19.0")));
    }

    @Test
    void a_full_page_ends_before_its_last_moment_and_the_next_one_begins_behind_it() {
        answers(
                "last_persisted_time >= 1700000000000",
                offense(421, 1_700_000_100_000L),
                offense(422, 1_700_000_200_000L));
        answers("last_persisted_time > 1700000100000", offense(422, 1_700_000_200_000L));

        var first = feed().read(null);
        var second = feed().read(first.cursor());

        assertThat(first.alerts()).hasSize(1);
        assertThat(first.more()).isTrue();
        assertThat(second.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.path("id").asInt()).isEqualTo(422));
        assertThat(second.more()).isFalse();
    }

    @Test
    void a_page_of_one_moment_is_walked_by_number() {
        answers(
                "last_persisted_time >= 1700000000000",
                offense(421, 1_700_000_100_000L),
                offense(422, 1_700_000_100_000L));
        answers(
                "last_persisted_time = 1700000100000 and id > -1",
                offense(421, 1_700_000_100_000L),
                offense(422, 1_700_000_100_000L));
        answers("last_persisted_time = 1700000100000 and id > 422");
        answers("last_persisted_time > 1700000100000", offense(423, 1_700_000_200_000L));

        var feed = feed();
        var page = feed.read(null);
        var ids = new ArrayList<Integer>();
        while (page.more()) {
            page = feed.read(page.cursor());
            page.alerts().forEach(alert -> ids.add(alert.path("id").asInt()));
        }

        assertThat(ids).containsExactly(421, 422, 423);
    }

    @Test
    void addresses_are_told_by_what_they_are_and_not_by_their_numbers() {
        answers("last_persisted_time >= 1700000000000", offense(421, 1_700_000_100_000L));
        SERVER.stubFor(get(urlPathEqualTo("/api/siem/source_addresses"))
                .withQueryParam("filter", equalTo("id=17"))
                .willReturn(okJson("[{\"id\":17,\"source_ip\":\"10.0.0.5\"}]")));

        var offense = feed().read(null).alerts().getFirst();

        assertThat(offense.path("source_addresses").path(0).asText()).isEqualTo("10.0.0.5");
        assertThat(offense.path("local_destination_addresses")).isEmpty();
    }

    @Test
    void an_offense_whose_addresses_may_not_be_read_comes_without_them() {
        answers("last_persisted_time >= 1700000000000", offense(421, 1_700_000_100_000L));
        SERVER.stubFor(get(urlPathEqualTo("/api/siem/source_addresses"))
                .willReturn(aResponse().withStatus(403)));

        assertThat(feed().read(null).alerts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[{}]", "[{\"id\":\"x\",\"last_persisted_time\":1}]", "<html></html>"})
    void an_answer_that_cannot_be_read_leads_nowhere(String body) {
        SERVER.stubFor(get(urlPathEqualTo(OFFENSES)).willReturn(okJson(body)));

        assertThatThrownBy(() -> feed().read(null))
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("unreadable");
    }

    @Test
    void a_console_that_is_busy_is_asked_once_and_says_when_to_come_back() {
        SERVER.stubFor(get(urlPathEqualTo(OFFENSES))
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "20")));

        assertThatThrownBy(() -> feed().read(null))
                .isInstanceOfSatisfying(
                        VendorException.Unavailable.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(20)));
        SERVER.verify(1, getRequestedFor(urlPathEqualTo(OFFENSES)));
    }

    @Test
    void the_preflight_names_the_missing_right() {
        SERVER.stubFor(get(urlPathEqualTo(OFFENSES)).willReturn(aResponse().withStatus(403)));

        assertThat(connector(Map.of()).preflight().run())
                .filteredOn(finding -> finding.verdict() == Verdict.BAD)
                .extracting(finding -> finding.check())
                .containsExactly("Offenses");
    }

    @Test
    void nothing_is_pulled_unless_a_source_is_named() {
        assertThat(connector(Map.of()).able(AlertFeed.class)).isEmpty();
        assertThat(connector(Map.of("cordon.vendor.qradar.feed", "soc-qradar"))
                        .able(AlertFeed.class)
                        .map(AlertFeed::source))
                .contains("soc-qradar");
    }

    private static void answers(String filter, String... offenses) {
        SERVER.stubFor(get(urlPathEqualTo(OFFENSES))
                .withQueryParam("filter", equalTo(filter))
                .willReturn(okJson(Arrays.stream(offenses).collect(Collectors.joining(",", "[", "]")))));
    }

    private static String offense(int id, long changed) {
        return """
                {"id":%d,"description":"Multiple login failures\\n","status":"OPEN","offense_type":3,"offense_source":"alice",
                 "magnitude":5,"start_time":1700000000000,"last_persisted_time":%d,"source_address_ids":[17],
                 "local_destination_address_ids":[]}
                """.formatted(id, changed);
    }

    private static OffenseFeed feed() {
        var tenant = Settings.tenant(
                config(Map.of("cordon.vendor.qradar.feed-page", "2")).tenants(), "qradar");
        return new OffenseFeed(new Console(VERTX, "qradar", tenant), tenant, "soc-qradar", () -> NOW);
    }

    private static Connector connector(Map<String, String> more) {
        return new QRadar(VERTX, config(more)).connectors().getFirst();
    }

    private static QRadarConfig config(Map<String, String> more) {
        var settings = new TreeMap<>(
                Map.of("cordon.vendor.qradar.url", SERVER.baseUrl(), "cordon.vendor.qradar.token", "service-token"));
        settings.putAll(more);
        return Settings.of(QRadarConfig.class, settings);
    }
}
