package dev.cordon.connectors.vendor.splunk;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.AlertFeed;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.walk.Walk;
import dev.cordon.contract.connector.Finding.Verdict;
import io.vertx.core.Vertx;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplunkTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final String JOBS = "/services/search/v2/jobs";
    private static final String CONTEXT = "/services/authentication/current-context?output_mode=json";
    private static final String A = "a".repeat(32);
    private static final Instant NOW = Instant.ofEpochSecond(1_700_003_600L);

    static {
        SERVER.start();
    }

    @BeforeEach
    void everything_is_well() {
        SERVER.resetAll();
        SERVER.stubFor(post(JOBS).willReturn(okJson("{\"sid\":\"s\"}").withStatus(201)));
        job("{\"isDone\":\"1\",\"isFailed\":false,\"isFinalized\":false,\"dispatchState\":\"DONE\"}");
        rows("[" + row("1700000100", A) + "]");
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
        VERTX.close();
    }

    @Test
    void notables_are_searched_by_the_second_at_which_they_were_indexed() {
        var page = feed().read(null);

        assertThat(page.more()).isFalse();
        assertThat(page.reached()).isEqualTo(Instant.ofEpochSecond(1_700_000_100L));
        assertThat(page.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.path("event_id").asText()).isEqualTo("e@@notable@@1");
            assertThat(alert.has("cordon_tie")).isFalse();
            assertThat(alert.has("cordon_indexed")).isFalse();
        });
        assertThat(sent())
                .contains("search=search `notable` | eval cordon_indexed=_indextime,"
                        + " cordon_tie=md5(coalesce(event_id, _cd, _raw)) | where cordon_indexed>=1700000000"
                        + " | sort 2 +num(cordon_indexed) +str(cordon_tie)&")
                .contains("&earliest_time=1699395200&latest_time=+1d&");
        SERVER.verify(postRequestedFor(urlEqualTo(JOBS)).withHeader("Authorization", equalTo("Bearer token")));
    }

    @Test
    void the_next_page_begins_behind_the_last_one_among_those_of_its_second() {
        rows("[" + row("1700000100", A) + "," + row("1700000100", "b".repeat(32)) + "]");
        var feed = feed();
        var first = feed.read(null);
        SERVER.resetRequests();
        feed.read(first.cursor());

        assertThat(first.more()).isTrue();
        assertThat(sent())
                .contains("where cordon_indexed>1700000100 OR (cordon_indexed=1700000100 AND cordon_tie>\"%s\")"
                        .formatted("b".repeat(32)));
    }

    @Test
    void what_is_no_hash_of_ours_never_gets_into_a_search() {
        var cursor = new Walk(NOW, "x\" OR 1=1 | delete", NOW, NOW).cursor();

        assertThatThrownBy(() -> feed().read(cursor)).isInstanceOf(VendorException.Misconfigured.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void a_search_is_waited_for() {
        SERVER.stubFor(get(urlPathMatching(JOBS + "/cordon_[0-9a-f]{32}"))
                .inScenario("job")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("done")
                .willReturn(okJson("{\"entry\":[{\"content\":{\"isDone\":false,\"dispatchState\":\"RUNNING\"}}]}")));
        SERVER.stubFor(get(urlPathMatching(JOBS + "/cordon_[0-9a-f]{32}"))
                .inScenario("job")
                .whenScenarioStateIs("done")
                .willReturn(okJson("{\"entry\":[{\"content\":{\"isDone\":true,\"dispatchState\":\"DONE\"}}]}")));

        assertThat(feed().read(null).alerts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"isDone\":true,\"isFinalized\":\"1\",\"dispatchState\":\"DONE\"}",
                "{\"isDone\":true,\"isFailed\":true,\"dispatchState\":\"FAILED\"}",
                "{\"isDone\":true,\"dispatchState\":\"USER_CANCEL\"}"
            })
    void a_search_that_did_not_look_everywhere_is_no_page(String content) {
        job(content);

        assertThatThrownBy(() -> feed().read(null))
                .isInstanceOfAny(VendorException.Unavailable.class, VendorException.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[{}]", "[{\"cordon_indexed\":\"1700000100\",\"cordon_tie\":\"x\"}]"})
    void rows_without_the_fields_that_were_made_lead_nowhere(String rows) {
        rows(rows);

        assertThatThrownBy(() -> feed().read(null))
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("unreadable");
    }

    @Test
    void a_search_head_with_too_many_searches_is_asked_later() {
        SERVER.stubFor(post(JOBS).willReturn(aResponse().withStatus(503)));

        assertThatThrownBy(() -> feed().read(null)).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void the_preflight_names_each_missing_capability() {
        SERVER.stubFor(get(CONTEXT).willReturn(okJson("""
                {"entry":[{"content":{"username":"cordon","capabilities":["rest_properties_get"]}}]}
                """)));
        var connector = new Splunk(VERTX, config()).connectors().getFirst();

        assertThat(connector.preflight().run())
                .filteredOn(finding -> finding.verdict() == Verdict.BAD)
                .extracting(finding -> finding.check())
                .containsExactly("search", "edit_notable_events");
        assertThat(connector.able(AlertFeed.class).map(AlertFeed::source)).contains("soc-splunk");
    }

    private static String sent() {
        return URLDecoder.decode(
                SERVER.findAll(postRequestedFor(urlEqualTo(JOBS))).getFirst().getBodyAsString(),
                StandardCharsets.UTF_8);
    }

    private static void job(String content) {
        SERVER.stubFor(get(urlPathMatching(JOBS + "/cordon_[0-9a-f]{32}"))
                .willReturn(okJson("{\"entry\":[{\"content\":%s}]}".formatted(content))));
    }

    private static void rows(String rows) {
        SERVER.stubFor(get(urlPathMatching(JOBS + "/cordon_[0-9a-f]{32}/results"))
                .willReturn(okJson("{\"preview\":false,\"fields\":[],\"results\":%s}".formatted(rows))));
    }

    private static String row(String indexed, String tie) {
        return """
                {"event_id":"e@@notable@@1","rule_name":"Brute force","severity":"high","_time":"1700000000",
                 "cordon_indexed":"%s","cordon_tie":"%s"}
                """.formatted(indexed, tie);
    }

    private static NotableFeed feed() {
        var head = Settings.tenant(config().tenants(), "splunk");
        return new NotableFeed(new Searches(new SearchHead(VERTX, "splunk", head)), head, "soc-splunk", () -> NOW);
    }

    private static SplunkConfig config() {
        return Settings.of(
                SplunkConfig.class,
                Map.of(
                        "cordon.vendor.splunk.url", SERVER.baseUrl(),
                        "cordon.vendor.splunk.token", "token",
                        "cordon.vendor.splunk.feed", "soc-splunk",
                        "cordon.vendor.splunk.feed-page", "2"));
    }
}
