package dev.cordon.connectors.vendor.crowdstrike;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.VendorContract;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FalconTest implements VendorContract {
    static final String AID = "0123456789abcdef0123456789abcdef";
    static final Target.Host HOST = new Target.Host("crowdstrike", AID, "WS-0142", "workstation", List.of(), null);
    private static final String ACTIONS = "/devices/entities/devices-actions/v2";
    private static final String ENTITIES = "/devices/entities/devices/v2";
    private static final String COMBINED = "/devices/combined/devices/v1";
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    private Falcon falcon = falcon();

    static {
        SERVER.start();
    }

    @BeforeEach
    void everything_is_well() {
        SERVER.resetAll();
        falcon = falcon();
        SERVER.stubFor(post("/oauth2/token")
                .willReturn(okJson("{\"access_token\": \"t\", \"token_type\": \"bearer\", \"expires_in\": 1799}")
                        .withStatus(201)));
        state("normal");
        action("""
                {"meta": {"trace_id": "trace-1"}, "resources": [{"id": "%s", "path": "/devices"}], "errors": []}
                """.formatted(AID));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
        VERTX.close();
    }

    @Override
    public WireMockServer server() {
        return SERVER;
    }

    @Override
    public String writePath() {
        return ACTIONS;
    }

    @Override
    public Effect effectAt(String url, String ca) {
        var trusting = config(url, Map.of("cordon.vendor.crowdstrike.ca", ca));
        return new FalconIsolation(new Falcon(VERTX, "crowdstrike", Settings.tenant(trusting.tenants(), "crowdstrike")))
                .containing(HOST);
    }

    @Override
    public Effect effect() {
        return new FalconIsolation(falcon).containing(HOST);
    }

    @Override
    public void effectIsReady() {
        effect().look();
    }

    @Test
    void one_token_serves_all_calls_and_every_call_says_it_is_json() {
        effect().look();
        effect().ask(ask());

        SERVER.verify(1, postRequestedFor(urlEqualTo("/oauth2/token")));
        SERVER.verify(postRequestedFor(urlEqualTo(ENTITIES))
                .withHeader("Authorization", equalTo("Bearer t"))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalToJson("{\"ids\": [\"%s\"]}".formatted(AID))));
    }

    @Test
    void every_customer_id_is_a_connector_with_a_name_of_its_own() {
        var product = new CrowdStrike(VERTX, config(SERVER.baseUrl()));

        assertThat(product.connectors())
                .extracting(Connector::name)
                .containsExactlyInAnyOrder("crowdstrike", "crowdstrike-eu");
    }

    @Test
    void the_preflight_names_the_right_that_is_missing() {
        SERVER.stubFor(get(urlPathEqualTo("/devices/queries/devices/v1"))
                .willReturn(aResponse().withStatus(403).withHeader("Date", "Sat, 01 Jan 2022 00:00:00 GMT")));
        var connector = new CrowdStrike(VERTX, config(SERVER.baseUrl()))
                .connectors().stream()
                        .filter(one -> one.name().equals("crowdstrike"))
                        .findFirst()
                        .orElseThrow();

        assertThat(connector.preflight().run())
                .extracting(Finding::check, Finding::verdict)
                .contains(
                        tuple("reachable", Verdict.GOOD),
                        tuple("Hosts: Read", Verdict.BAD),
                        tuple("Hosts: Write", Verdict.UNKNOWN));
    }

    @Test
    void wrong_credentials_need_a_person() {
        SERVER.stubFor(post("/oauth2/token").willReturn(aResponse().withStatus(403)));

        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Misconfigured.class);
        assertThat(falcon.http().line().health().lastProblem()).isEqualTo("crowdstrike gives us no access token (403)");
    }

    @Test
    void a_token_that_has_just_ended_is_replaced_and_the_write_sent_again() {
        SERVER.stubFor(post(urlPathEqualTo(ACTIONS))
                .atPriority(1)
                .inScenario("expiry")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("renewed")
                .willReturn(aResponse().withStatus(401)));

        assertThat(effect().ask(ask())).isEqualTo("trace trace-1");
        SERVER.verify(2, postRequestedFor(urlEqualTo("/oauth2/token")));
    }

    @ParameterizedTest
    @CsvSource({
        "normal, FREE",
        "Normal, FREE",
        "containment_pending, CONTAINING",
        "contained, CONTAINED",
        "lift_containment_pending, FREEING"
    })
    void the_device_record_says_how_it_is(String status, Look.State state) {
        state(status);

        assertThat(effect().look()).isEqualTo(state);
    }

    @Test
    void a_state_nobody_documented_is_nothing_to_act_on() {
        state("quarantined");

        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void contain_and_lift_are_the_only_actions_and_name_one_host() {
        new FalconIsolation(falcon).containing(HOST).ask(ask());
        new FalconIsolation(falcon).releasing(HOST).ask(ask());

        for (var action : List.of("contain", "lift_containment")) {
            SERVER.verify(
                    1,
                    postRequestedFor(urlEqualTo(ACTIONS + "?action_name=" + action))
                            .withRequestBody(equalToJson("{\"ids\": [\"%s\"]}".formatted(AID))));
        }
    }

    @Test
    void errors_inside_a_success_are_read() {
        action("{\"resources\": [], \"errors\": [{\"code\": 409, \"message\": \"%s is contained\"}]}".formatted(AID));
        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Conflict.class);

        action("{\"resources\": null, \"errors\": [{\"code\": 404, \"message\": \"unknown\"}]}");
        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Refused.class);

        action("{\"resources\": [], \"errors\": [{\"code\": 500, \"message\": \"sorry\"}]}");
        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void a_success_that_does_not_name_our_host_is_unknown() {
        action("{\"resources\": [{\"id\": \"ffffffffffffffffffffffffffffffff\"}], \"errors\": []}");

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void a_conflict_by_status_is_the_same_as_one_inside() {
        SERVER.stubFor(post(urlPathEqualTo(ACTIONS))
                .atPriority(1)
                .willReturn(aResponse().withStatus(409)));

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Conflict.class);
    }

    @Test
    void the_rate_limit_is_honoured_in_falcons_own_header() {
        var then = Instant.now().plusSeconds(40).toEpochMilli();
        SERVER.stubFor(post(urlEqualTo(ENTITIES))
                .atPriority(1)
                .willReturn(aResponse().withStatus(429).withHeader("X-RateLimit-RetryAfter", Long.toString(then))));

        assertThatThrownBy(() -> effect().look())
                .isInstanceOfSatisfying(
                        VendorException.Unavailable.class,
                        e -> assertThat(e.retryAfter().orElseThrow())
                                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40)));
    }

    @Test
    void a_host_falcon_does_not_know_is_refused_and_another_is_unreadable() {
        SERVER.stubFor(post(urlEqualTo(ENTITIES)).willReturn(okJson("{\"resources\": [], \"errors\": []}")));
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Refused.class);

        SERVER.stubFor(post(urlEqualTo(ENTITIES))
                .willReturn(okJson("{\"resources\": [{\"device_id\": \"other\", \"status\": \"normal\"}]}")));
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "0123456789ABCDEF0123456789ABCDEF", "a'b", "../x"})
    void what_is_no_sensor_id_is_never_sent(String id) {
        var host = new Target.Host("crowdstrike", id, "x", null, List.of(), null);

        assertThatThrownBy(() -> new FalconIsolation(falcon).apply(host, ask()))
                .isInstanceOf(VendorException.Refused.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void a_name_is_found_exactly_with_its_role_and_own_address() {
        devices(device(AID, "WS-0142", 1), device("f".repeat(32), "WS-01423", 1));
        var found = lookup().find("ws-0142");

        assertThat(found.live()).singleElement().satisfies(host -> {
            assertThat(host.id()).isEqualTo(AID);
            assertThat(host.role()).isEqualTo("domain-controller");
            assertThat(host.addresses()).containsExactly("10.0.0.5");
        });
        SERVER.verify(
                getRequestedFor(urlPathEqualTo(COMBINED)).withQueryParam("filter", equalTo("hostname:'ws-0142'")));
    }

    @Test
    void two_recent_records_are_both_live_and_an_old_one_is_only_remembered() {
        devices(
                device(AID, "KIOSK-7", 1),
                device("f".repeat(32), "KIOSK-7", 29),
                device("e".repeat(32), "KIOSK-7", 90));
        var found = lookup().find("KIOSK-7");

        assertThat(found.live()).hasSize(2);
        assertThat(found.stale()).hasSize(1);
    }

    @Test
    void an_address_is_the_hosts_own_and_never_that_of_its_nat() {
        devices(device(AID, "WS-0142", 1));

        assertThat(lookup().find("10.0.0.5").live()).hasSize(1);
        assertThat(lookup().find("203.0.113.9").live()).isEmpty();
        SERVER.verify(0, getRequestedFor(urlPathEqualTo(COMBINED)).withQueryParam("filter", containing("external_ip")));
    }

    @Test
    void a_full_name_must_agree_in_its_domain() {
        SERVER.stubFor(get(urlPathEqualTo(COMBINED)).willReturn(okJson("{\"resources\": []}")));
        SERVER.stubFor(get(urlPathEqualTo(COMBINED))
                .withQueryParam("filter", equalTo("hostname:'ws-0142'"))
                .willReturn(okJson("{\"resources\": [%s]}".formatted(device(AID, "WS-0142", 1)))));

        assertThat(lookup().find("ws-0142.acme.example").live()).hasSize(1);
        assertThat(lookup().find("ws-0142.other.example").live()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "WS-*", "a'+status:'normal", "a\"b", "a\nb", "a,b", "a b", "!x"})
    void what_could_be_a_query_is_never_sent(String query) {
        assertThat(lookup().find(query).live()).isEmpty();
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void a_page_that_is_not_the_whole_is_ambiguous() {
        SERVER.stubFor(get(urlPathEqualTo(COMBINED))
                .willReturn(okJson("{\"meta\": {\"pagination\": {\"total\": 101}}, \"resources\": [%s, %s]}"
                        .formatted(device(AID, "WS-1", 1), device("f".repeat(32), "other", 90)))));

        assertThat(lookup().find("WS-1").live()).hasSize(2);
    }

    private FalconLookup lookup() {
        return new FalconLookup(falcon, Duration.ofDays(30));
    }

    private static Falcon falcon() {
        return connected(VERTX, SERVER.baseUrl());
    }

    static Falcon connected(Vertx vertx, String url) {
        return new Falcon(vertx, "crowdstrike", Settings.tenant(config(url).tenants(), "crowdstrike"));
    }

    private static CrowdStrikeConfig config(String url) {
        return config(url, Map.of());
    }

    private static CrowdStrikeConfig config(String url, Map<String, String> more) {
        return Settings.of(
                CrowdStrikeConfig.class,
                Map.of(
                        "cordon.vendor.crowdstrike.url", url,
                        "cordon.vendor.crowdstrike.client-id", "client",
                        "cordon.vendor.crowdstrike.client-secret", "client-secret",
                        "cordon.vendor.crowdstrike.eu.url", "https://api.eu-1.crowdstrike.invalid",
                        "cordon.vendor.crowdstrike.eu.budget", "600",
                        "cordon.vendor.crowdstrike.idle.url", "https://api.crowdstrike.invalid",
                        "cordon.vendor.crowdstrike.idle.enabled", "false"),
                more);
    }

    private static void state(String status) {
        SERVER.stubFor(post(urlEqualTo(ENTITIES)).willReturn(okJson("""
                        {"resources": [{"device_id": "%s", "status": "%s", "platform_name": "Windows", "new": 1}]}
                        """.formatted(AID, status))));
    }

    private static void action(String body) {
        SERVER.stubFor(post(urlPathEqualTo(ACTIONS)).willReturn(okJson(body).withStatus(202)));
    }

    private static void devices(String... devices) {
        SERVER.stubFor(get(urlPathEqualTo(COMBINED))
                .willReturn(okJson("{\"resources\": [%s]}".formatted(String.join(", ", devices)))));
    }

    private static String device(String aid, String name, int daysAgo) {
        return """
                {"device_id": "%s", "hostname": "%s", "local_ip": "10.0.0.5", "external_ip": "203.0.113.9",
                 "machine_domain": "acme.example", "product_type_desc": "Domain Controller", "last_seen": "%s"}
                """.formatted(aid, name, Instant.now().minus(Duration.ofDays(daysAgo)));
    }
}
