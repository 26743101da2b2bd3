package dev.cordon.connectors.vendor.sentinelone;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
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
import dev.cordon.connectors.Settings;
import dev.cordon.connectors.action.Actions;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.VendorContract;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentinelOneTest implements VendorContract {
    static final String ID = "1234567890123456789";
    static final Target.Host HOST = new Target.Host("sentinelone", ID, "WS-0142", "workstation", List.of(), null);
    private static final String AGENTS = "/web/api/v2.1/agents";
    private static final String DISCONNECT = AGENTS + "/actions/disconnect";
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    private Console console = connected(VERTX, SERVER.baseUrl());

    static {
        SERVER.start();
    }

    @BeforeEach
    void everything_is_well() {
        SERVER.resetAll();
        console = connected(VERTX, SERVER.baseUrl());
        agents(agent(ID, "WS-0142", "connected", 0, ""));
        affected(1);
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
        return DISCONNECT;
    }

    @Override
    public Effect effectAt(String url, String ca) {
        var trusting = config(url, Map.of("cordon.vendor.sentinelone.ca", ca));
        return new AgentIsolation(new Console(VERTX, "sentinelone", Settings.tenant(trusting.tenants(), "sentinelone")))
                .containing(HOST);
    }

    @Override
    public Effect effect() {
        return new AgentIsolation(console).containing(HOST);
    }

    @Override
    public void effectIsReady() {
        effect().look();
    }

    @Override
    public boolean tokens() {
        return false;
    }

    @Test
    void the_key_stands_in_the_header_under_its_own_word() {
        effect().look();

        SERVER.verify(getRequestedFor(urlPathEqualTo(AGENTS))
                .withHeader("Authorization", equalTo("ApiToken key"))
                .withQueryParam("ids", equalTo(ID)));
    }

    @Test
    void disconnect_and_connect_are_the_only_actions_and_name_one_agent() {
        new AgentIsolation(console).containing(HOST).ask(ask());
        SERVER.stubFor(post(urlEqualTo(AGENTS + "/actions/connect")).willReturn(okJson("""
                {"data": {"affected": 1}, "errors": []}
                """)));
        new AgentIsolation(console).releasing(HOST).ask(ask());

        for (var action : List.of("disconnect", "connect")) {
            SERVER.verify(
                    1,
                    postRequestedFor(urlEqualTo(AGENTS + "/actions/" + action))
                            .withRequestBody(equalToJson("""
                            {"filter": {"ids": ["%s"]}, "data": {}}
                            """.formatted(ID))));
        }
    }

    @Test
    void a_success_that_affected_nobody_is_none() {
        affected(0);
        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Conflict.class);

        affected(2);
        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Unavailable.class);

        SERVER.stubFor(post(urlEqualTo(DISCONNECT))
                .willReturn(okJson("{\"data\": {\"affected\": 1}, \"errors\": [{\"code\": 4000020}]}")));
        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({"connected, FREE", "disconnecting, CONTAINING", "disconnected, CONTAINED", "connecting, FREEING"})
    void the_network_status_says_how_it_is(String status, Look.State state) {
        agents(agent(ID, "WS-0142", status, 0, ""));

        assertThat(effect().look()).isEqualTo(state);
    }

    @Test
    void a_status_nobody_knows_is_nothing_to_act_on() {
        agents(agent(ID, "WS-0142", "quarantined", 0, ""));

        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void an_agent_that_is_gone_is_neither_isolated_nor_released() {
        for (var gone : List.of("isDecommissioned", "isUninstalled")) {
            agents(agent(ID, "WS-0142", "connected", 0, ", \"%s\": true".formatted(gone)));

            assertThatThrownBy(() -> new AgentIsolation(console).probe(HOST))
                    .isInstanceOf(VendorException.Refused.class);
        }
        agents();
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Refused.class);
    }

    @Test
    void another_agent_than_the_one_asked_for_is_unreadable() {
        agents(agent("999", "WS-0142", "connected", 0, ""));

        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "1,2", "../x", "0123abc"})
    void what_is_no_agent_id_is_never_sent(String id) {
        var host = new Target.Host("sentinelone", id, "x", null, List.of(), null);

        assertThatThrownBy(() -> new AgentIsolation(console).apply(host, ask()))
                .isInstanceOf(VendorException.Refused.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void a_name_is_found_exactly_and_with_what_the_guards_need() {
        agents(agent(ID, "WS-0142", "connected", 1, ""), agent("99", "WS-01423", "connected", 1, ""));
        var found = lookup().find("ws-0142");

        assertThat(found.live()).singleElement().satisfies(host -> {
            assertThat(host.id()).isEqualTo(ID);
            assertThat(host.vendor()).isEqualTo("sentinelone");
            assertThat(host.role()).isEqualTo("workstation");
            assertThat(host.addresses()).containsExactly("10.0.0.5");
        });
        SERVER.verify(getRequestedFor(urlPathEqualTo(AGENTS)).withQueryParam("computerName", equalTo("ws-0142")));
    }

    @Test
    void an_address_that_contains_the_one_asked_for_is_another() {
        agents(agent(ID, "WS-0142", "connected", 1, ""));

        assertThat(lookup().find("10.0.0.5").live()).hasSize(1);
        assertThat(lookup().find("0.0.0.5").live()).isEmpty();
        assertThat(lookup().find("203.0.113.9").live()).isEmpty();
    }

    @Test
    void old_and_gone_agents_are_remembered_and_not_used() {
        agents(
                agent(ID, "KIOSK-7", "connected", 1, ""),
                agent("2", "KIOSK-7", "connected", 90, ""),
                agent("3", "KIOSK-7", "connected", 1, ", \"isDecommissioned\": true"));
        var found = lookup().find("KIOSK-7");

        assertThat(found.live()).extracting(Target.Host::id).containsExactly(ID);
        assertThat(found.stale()).extracting(Target.Host::id).containsExactly("2", "3");
    }

    @Test
    void a_full_name_must_agree_in_its_domain() {
        SERVER.stubFor(get(urlPathEqualTo(AGENTS)).willReturn(okJson("{\"data\": []}")));
        SERVER.stubFor(get(urlPathEqualTo(AGENTS))
                .withQueryParam("computerName", equalTo("ws-0142"))
                .willReturn(okJson("{\"data\": [%s]}".formatted(agent(ID, "WS-0142", "connected", 1, "")))));

        assertThat(lookup().find("ws-0142.acme.example").live()).hasSize(1);
        assertThat(lookup().find("ws-0142.other.example").live()).isEmpty();
    }

    @Test
    void a_page_that_is_not_the_whole_is_ambiguous() {
        SERVER.stubFor(get(urlPathEqualTo(AGENTS))
                .willReturn(okJson("{\"data\": [%s, %s], \"pagination\": {\"nextCursor\": \"YWdl%%3D\"}}"
                        .formatted(agent(ID, "WS-1", "connected", 1, ""), agent("2", "other", "connected", 90, "")))));

        assertThat(lookup().find("WS-1").live()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "WS-*", "a,b", "a b", "a&ids=1", "a\nb", "a\"b"})
    void what_is_no_plain_name_is_never_sent(String query) {
        assertThat(lookup().find(query).live()).isEmpty();
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void every_console_is_a_connector_and_without_settings_some_capabilities_are_missing() {
        var connectors = new SentinelOne(VERTX, config(SERVER.baseUrl()))
                .connectors().stream().collect(Collectors.toMap(Connector::name, Actions::jobTypes));

        assertThat(connectors).containsOnlyKeys("sentinelone", "sentinelone-emea");
        assertThat(connectors.get("sentinelone"))
                .contains(JobType.PROCESS_KILL, JobType.ARTIFACT_COLLECT, JobType.INDICATOR_BLOCK);
        assertThat(connectors.get("sentinelone-emea"))
                .containsExactlyInAnyOrder(
                        JobType.HOST_FIND,
                        JobType.HOST_CHECK,
                        JobType.HOST_ISOLATE,
                        JobType.HOST_RELEASE,
                        JobType.FILE_QUARANTINE,
                        JobType.FILE_FETCH);
    }

    @Test
    void the_preflight_names_the_right_that_is_missing() {
        SERVER.stubFor(any(anyUrl()).atPriority(5).willReturn(okJson("{\"data\": []}")));
        SERVER.stubFor(get(urlPathEqualTo("/web/api/v2.1/threats"))
                .willReturn(aResponse().withStatus(403).withBody("{\"errors\": [{\"code\": 4030010}]}")));
        var connector = new SentinelOne(VERTX, config(SERVER.baseUrl()))
                .connectors().stream()
                        .filter(one -> one.name().equals("sentinelone"))
                        .findFirst()
                        .orElseThrow();

        assertThat(connector.preflight().run())
                .extracting(Finding::check, Finding::verdict)
                .contains(
                        tuple("reachable", Verdict.GOOD),
                        tuple("Endpoints: View", Verdict.GOOD),
                        tuple("Threats: View", Verdict.BAD),
                        tuple("Blocklist: Manage", Verdict.UNKNOWN));
    }

    private AgentLookup lookup() {
        return new AgentLookup(console, Duration.ofDays(30));
    }

    static Console connected(Vertx vertx, String url) {
        return new Console(vertx, "sentinelone", Settings.tenant(config(url).tenants(), "sentinelone"));
    }

    private static SentinelOneConfig config(String url) {
        return config(url, Map.of());
    }

    private static SentinelOneConfig config(String url, Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "cordon.vendor.sentinelone.url", url,
                "cordon.vendor.sentinelone.token", "key",
                "cordon.vendor.sentinelone.block-scope", "site:77",
                "cordon.vendor.sentinelone.kill-script", "4711",
                "cordon.vendor.sentinelone.triage-script", "4712",
                "cordon.vendor.sentinelone.downloads", "results.example"));
        settings.putAll(Map.of(
                "cordon.vendor.sentinelone.emea.url", "https://emea.sentinelone.invalid",
                "cordon.vendor.sentinelone.idle.url", "https://idle.sentinelone.invalid",
                "cordon.vendor.sentinelone.idle.enabled", "false"));
        return Settings.of(SentinelOneConfig.class, settings, more);
    }

    private static void affected(int count) {
        SERVER.stubFor(post(urlEqualTo(DISCONNECT))
                .willReturn(okJson("{\"data\": {\"affected\": %d}, \"errors\": []}".formatted(count))));
    }

    private static void agents(String... agents) {
        SERVER.stubFor(get(urlPathEqualTo(AGENTS))
                .willReturn(okJson("""
                {"data": [%s], "pagination": {"totalItems": %d, "nextCursor": null}, "errors": []}
                """.formatted(String.join(", ", agents), agents.length))));
    }

    static String agent(String id, String name, String status, int daysAgo, String more) {
        return """
                {"id": "%s", "uuid": "u", "computerName": "%s", "domain": "acme.example", "machineType": "desktop",
                 "networkStatus": "%s", "isActive": true, "lastActiveDate": "%s", "externalIp": "203.0.113.9",
                 "networkInterfaces": [{"inet": ["10.0.0.5"], "inet6": [], "physical": "00:50"}]%s}
                """.formatted(id, name, status, Instant.now().minus(Duration.ofDays(daysAgo)), more);
    }
}
