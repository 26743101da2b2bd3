package dev.cordon.connectors.vendor.sentinel;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.AlertFeed;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.connector.Finding.Verdict;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentinelTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final String INCIDENTS = "/subscriptions/sub/resourceGroups/rg%20one/providers/"
            + "Microsoft.OperationalInsights/workspaces/law/providers/Microsoft.SecurityInsights/incidents";
    private static final String ONE = "11111111-2222-3333-4444-000000000001";
    private static final String TWO = "11111111-2222-3333-4444-000000000002";
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    static {
        SERVER.start();
    }

    @BeforeEach
    void everything_is_well() {
        SERVER.resetAll();
        SERVER.stubFor(post("/token").willReturn(okJson("{\"access_token\":\"t\",\"expires_in\":3600}")));
        for (var name : new String[] {ONE, TWO}) {
            SERVER.stubFor(
                    post(urlPathEqualTo(INCIDENTS + "/" + name + "/entities")).willReturn(okJson("""
                    {"entities":[{"kind":"Host","properties":{"hostName":"ws-0142"}}],"metaData":[]}
                    """)));
        }
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
        VERTX.close();
    }

    @Test
    void incidents_are_read_by_the_time_of_their_last_change_with_their_hosts_and_accounts() {
        answers(
                "properties/lastModifiedTimeUtc ge 2026-11-21T09:00:00.0000000Z",
                "",
                incident(ONE, 1, "2026-11-21T09:30:00.1234567Z"));

        var page = feed().read(null);

        assertThat(page.more()).isFalse();
        assertThat(page.alerts())
                .singleElement()
                .satisfies(incident -> assertThat(incident.at("/properties/relatedEntities/0/properties/hostName")
                                .asText())
                        .isEqualTo("ws-0142"));
        SERVER.verify(getRequestedFor(urlPathEqualTo(INCIDENTS))
                .withQueryParam("$orderby", equalTo("properties/lastModifiedTimeUtc asc"))
                .withQueryParam("$top", equalTo("2"))
                .withQueryParam("api-version", equalTo("2024-09-01"))
                .withHeader("Authorization", equalTo("Bearer t")));
    }

    @Test
    void a_page_that_is_shorter_than_was_asked_for_may_have_a_successor() {
        answers(
                "properties/lastModifiedTimeUtc ge 2026-11-21T09:00:00.0000000Z",
                "https://elsewhere.example/?$skipToken=x",
                incident(ONE, 1, "2026-11-21T09:30:00.1234567Z"));
        answers(
                "properties/lastModifiedTimeUtc eq 2026-11-21T09:30:00.1234567Z and properties/incidentNumber gt -1",
                "",
                incident(ONE, 1, "2026-11-21T09:30:00.1234567Z"));
        answers(
                "properties/lastModifiedTimeUtc gt 2026-11-21T09:30:00.1234567Z",
                "",
                incident(TWO, 2, "2026-11-21T09:40:00Z"));

        var feed = feed();
        var first = feed.read(null);
        var second = feed.read(first.cursor());
        var third = feed.read(second.cursor());

        assertThat(first.more()).isTrue();
        assertThat(second.alerts()).hasSize(1);
        assertThat(third.alerts())
                .singleElement()
                .satisfies(
                        incident -> assertThat(incident.path("name").asText()).isEqualTo(TWO));
    }

    @Test
    void entities_are_asked_for_again_only_when_the_incident_was_modified() {
        var from = "properties/lastModifiedTimeUtc ge 2026-11-21T09:00:00.0000000Z";
        answers(from, "", incident(ONE, 1, "2026-11-21T09:30:00Z"));
        var feed = feed();
        feed.read(null);
        feed.read(null);
        SERVER.verify(
                1,
                postRequestedFor(urlPathEqualTo(INCIDENTS + "/" + ONE + "/entities"))
                        .withHeader("X-Cordon-Action", absent()));

        answers(from, "", incident(ONE, 1, "2026-11-21T09:31:00Z"));
        feed.read(null);
        SERVER.verify(2, postRequestedFor(urlPathEqualTo(INCIDENTS + "/" + ONE + "/entities")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"value\":[{}]}",
                "{\"value\":[{\"name\":\"../x\",\"properties\":{\"incidentNumber\":1}}]}",
                "{\"value\":[{\"name\":\"11111111-2222-3333-4444-000000000001\",\"properties\":{\"incidentNumber\":1}}]}"
            })
    void an_answer_that_cannot_be_read_leads_nowhere(String body) {
        SERVER.stubFor(get(urlPathEqualTo(INCIDENTS)).willReturn(okJson(body)));

        assertThatThrownBy(() -> feed().read(null))
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("unreadable");
    }

    @Test
    void the_preflight_names_the_missing_role() {
        SERVER.stubFor(get(urlPathEqualTo(INCIDENTS)).willReturn(aResponse().withStatus(403)));
        var connector = new Sentinel(VERTX, config()).connectors().getFirst();

        assertThat(connector.preflight().run())
                .filteredOn(finding -> finding.verdict() == Verdict.BAD)
                .extracting(finding -> finding.check())
                .containsExactly("Microsoft Sentinel Reader");
        assertThat(connector.able(AlertFeed.class).map(AlertFeed::source)).contains("soc-sentinel");
    }

    private static void answers(String filter, String next, String... incidents) {
        SERVER.stubFor(get(urlPathEqualTo(INCIDENTS))
                .withQueryParam("$filter", equalTo(filter))
                .willReturn(okJson("{\"value\":%s,\"nextLink\":\"%s\"}"
                        .formatted(Arrays.stream(incidents).collect(Collectors.joining(",", "[", "]")), next))));
    }

    private static String incident(String name, int number, String modified) {
        return """
                {"id":"/subscriptions/sub/.../Incidents/%1$s","name":"%1$s","etag":"\\"e\\"",
                 "type":"Microsoft.SecurityInsights/Incidents","properties":{"title":"t","severity":"High","status":"New",
                 "incidentNumber":%2$d,"lastModifiedTimeUtc":"%3$s"}}
                """.formatted(name, number, modified);
    }

    private static IncidentFeed feed() {
        var workspace = Settings.tenant(config().tenants(), "sentinel");
        return new IncidentFeed(new Incidents(VERTX, "sentinel", workspace), workspace, "soc-sentinel", () -> NOW);
    }

    private static SentinelConfig config() {
        return Settings.of(
                SentinelConfig.class,
                Map.ofEntries(
                        Map.entry("cordon.vendor.sentinel.url", SERVER.baseUrl()),
                        Map.entry("cordon.vendor.sentinel.token-url", SERVER.baseUrl() + "/token"),
                        Map.entry("cordon.vendor.sentinel.client-id", "app"),
                        Map.entry("cordon.vendor.sentinel.client-secret", "secret"),
                        Map.entry("cordon.vendor.sentinel.subscription", "sub"),
                        Map.entry("cordon.vendor.sentinel.resource-group", "rg one"),
                        Map.entry("cordon.vendor.sentinel.workspace", "law"),
                        Map.entry("cordon.vendor.sentinel.feed", "soc-sentinel"),
                        Map.entry("cordon.vendor.sentinel.feed-page", "2")));
    }
}
