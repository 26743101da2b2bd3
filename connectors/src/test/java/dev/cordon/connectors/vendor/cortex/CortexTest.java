package dev.cordon.connectors.vendor.cortex;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cordon.connectors.Settings;
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
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CortexTest implements VendorContract {
    static final String API = "/public_api/v1/";
    static final String ID = "0123456789abcdef0123456789abcdef";
    static final Target.Host HOST = new Target.Host("cortex", ID, "WS-0142", "workstation", List.of(), null);
    private static final String ENDPOINT = API + "endpoints/get_endpoint";
    private static final String ISOLATE = API + "endpoints/isolate";
    private static final String STATUS = API + "actions/get_action_status";
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    static {
        SERVER.start();
    }

    private Xdr xdr = connected(VERTX, SERVER.baseUrl());

    @BeforeEach
    void everything_is_well() {
        SERVER.resetAll();
        xdr = connected(VERTX, SERVER.baseUrl());
        endpoints(endpoint(ID, "WS-0142", "AGENT_UNISOLATED", 0));
        SERVER.stubFor(post(urlEqualTo(ISOLATE))
                .willReturn(okJson("{\"reply\": {\"action_id\": 1234, \"status\": 1, \"endpoints_count\": 1}}")));
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
        return ISOLATE;
    }

    @Override
    public Effect effectAt(String url, String ca) {
        var trusting = config(url, Map.of("cordon.vendor.cortex.ca", ca));
        return new EndpointIsolation(new Xdr(VERTX, "cortex", Settings.tenant(trusting.tenants(), "cortex")))
                .containing(HOST);
    }

    @Override
    public Effect effect() {
        return new EndpointIsolation(xdr).containing(HOST);
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
    void an_advanced_key_is_proved_anew_with_every_request_and_never_sent() {
        effect().look();
        effect().look();

        var requests = SERVER.findAll(postRequestedFor(urlEqualTo(ENDPOINT)));
        assertThat(requests).extracting(one -> one.getHeader("x-xdr-nonce")).doesNotHaveDuplicates();
        assertThat(requests).allSatisfy(one -> {
            assertThat(one.getHeader("x-xdr-auth-id")).isEqualTo("7");
            assertThat(one.getHeader("x-xdr-nonce")).matches("[0-9A-Za-z]{64}");
            assertThat(Long.parseLong(one.getHeader("x-xdr-timestamp")))
                    .isCloseTo(System.currentTimeMillis(), Offset.offset(60_000L));
            assertThat(one.getHeader("Authorization"))
                    .isEqualTo(
                            Proof.digest("the-key" + one.getHeader("x-xdr-nonce") + one.getHeader("x-xdr-timestamp")));
        });
    }

    @Test
    void a_digest_is_sha_256_in_lower_case_hexadecimal() {
        assertThat(Proof.digest("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void a_standard_key_is_sent_as_it_is() {
        var config = Settings.of(
                CortexConfig.class,
                Map.of(
                        "cordon.vendor.cortex.url", SERVER.baseUrl(),
                        "cordon.vendor.cortex.key", "the-key",
                        "cordon.vendor.cortex.key-id", "7",
                        "cordon.vendor.cortex.advanced", "false"));
        new Xdr(VERTX, "cortex", Settings.tenant(config.tenants(), "cortex")).endpoint(HOST);

        SERVER.verify(postRequestedFor(urlEqualTo(ENDPOINT))
                .withHeader("Authorization", equalTo("the-key"))
                .withoutHeader("x-xdr-nonce"));
    }

    @Test
    void one_endpoint_is_named_and_no_filter_goes_with_it() {
        assertThat(effect().ask(ask())).isEqualTo("action 1234");

        SERVER.verify(1, postRequestedFor(urlEqualTo(ISOLATE)).withRequestBody(equalToJson("""
                {"request_data": {"endpoint_id": "%s"}}
                """.formatted(ID))));
    }

    @Test
    void a_500_that_means_no_endpoint_is_a_conflict_and_another_500_is_unknown() {
        SERVER.stubFor(
                post(urlEqualTo(ISOLATE)).willReturn(aResponse().withStatus(500).withBody("""
                {"reply": {"err_code": 500, "err_msg": "No endpoint was found for creating the requested action",
                           "err_extra": null}}
                """)));
        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Conflict.class);

        SERVER.stubFor(
                post(urlEqualTo(ISOLATE)).willReturn(aResponse().withStatus(500).withBody("""
                {"reply": {"err_code": 500, "err_msg": "An error occurred", "err_extra": {"a": 1}}}
                """)));
        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void an_action_for_nobody_was_not_done_and_an_error_in_a_success_is_unreadable() {
        SERVER.stubFor(post(urlEqualTo(ISOLATE))
                .willReturn(okJson("{\"reply\": {\"action_id\": 1, \"endpoints_count\": 0}}")));
        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Conflict.class);

        SERVER.stubFor(
                post(urlEqualTo(ISOLATE)).willReturn(okJson("{\"reply\": {\"err_code\": 500, \"action_id\": 1}}")));
        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void a_missing_licence_needs_a_person() {
        SERVER.stubFor(post(urlEqualTo(ISOLATE)).willReturn(aResponse().withStatus(402)));

        assertThatThrownBy(() -> effect().ask(ask()))
                .isInstanceOf(VendorException.Misconfigured.class)
                .hasMessageContaining("licence");
    }

    @ParameterizedTest
    @CsvSource({
        "AGENT_UNISOLATED, FREE",
        "agent_isolated, CONTAINED",
        "ISOLATED, CONTAINED",
        "AGENT_PENDING_ISOLATION, CONTAINING",
        "AGENT_PENDING_ISOLATION_CANCELLATION, FREEING"
    })
    void the_endpoint_says_how_it_is(String isolated, Look.State state) {
        endpoints(endpoint(ID, "WS-0142", isolated, 0));

        assertThat(effect().look()).isEqualTo(state);
    }

    @Test
    void a_status_of_an_action_is_no_state_of_an_endpoint() {
        endpoints(endpoint(ID, "WS-0142", "COMPLETED_SUCCESSFULLY", 0));

        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({"PENDING", "IN_PROGRESS", "COMPLETED_SUCCESSFULLY", "''"})
    void an_action_on_its_way_is_not_asked_for_again(String status) {
        action(status);
        var effect = effect();
        effect.resume("action 1234");

        assertThat(effect.look()).isEqualTo(Look.State.CONTAINING);
        SERVER.verify(postRequestedFor(urlEqualTo(STATUS))
                .withRequestBody(equalToJson("{\"request_data\": {\"group_action_id\": 1234}}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "TIMEOUT", "EXPIRED", "ABORTED", "CANCELED", "CANCELLED", "COMPLETED_PARTIAL"})
    void an_action_that_failed_is_over(String status) {
        action(status);
        var effect = effect();
        effect.resume("action 1234");

        assertThatThrownBy(effect::look).isInstanceOf(VendorException.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "0123456789ABCDEF0123456789ABCDEF", "../x", "1"})
    void what_is_no_endpoint_id_is_never_sent(String id) {
        var host = new Target.Host("cortex", id, "x", null, List.of(), null);

        assertThatThrownBy(() -> new EndpointIsolation(xdr).apply(host, ask()))
                .isInstanceOf(VendorException.Refused.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void an_endpoint_without_its_agent_or_another_one_is_not_touched() {
        endpoints(endpoint(ID, "WS-0142", "AGENT_UNISOLATED", 0).replace("CONNECTED", "UNINSTALLED"));
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Refused.class);
        endpoints();
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Refused.class);
        endpoints(endpoint("f".repeat(32), "WS-0142", "AGENT_UNISOLATED", 0));
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void a_name_is_found_in_any_case_and_exactly() {
        endpoints(
                endpoint(ID, "WS-0142", "AGENT_UNISOLATED", 1),
                endpoint("f".repeat(32), "WS-01423", "AGENT_UNISOLATED", 1));

        assertThat(lookup().find("Ws-0142").live()).singleElement().satisfies(host -> {
            assertThat(host.id()).isEqualTo(ID);
            assertThat(host.role()).isEqualTo("workstation");
            assertThat(host.addresses()).containsExactly("10.0.0.5");
        });
        SERVER.verify(postRequestedFor(urlEqualTo(ENDPOINT)).withRequestBody(equalToJson("""
                {"request_data": {"search_from": 0, "search_to": 100, "filters": [
                 {"field": "hostname", "operator": "in", "value": ["Ws-0142", "WS-0142", "ws-0142"]}]}}
                """)));
    }

    @Test
    void one_name_on_two_recent_endpoints_is_both_and_old_ones_are_only_remembered() {
        endpoints(
                endpoint(ID, "KIOSK-7", "AGENT_UNISOLATED", 1),
                endpoint("e".repeat(32), "KIOSK-7", "AGENT_UNISOLATED", 1),
                endpoint("f".repeat(32), "KIOSK-7", "AGENT_UNISOLATED", 90));

        assertThat(lookup().find("KIOSK-7").live()).hasSize(2);
        assertThat(lookup().find("KIOSK-7").stale()).hasSize(1);
        assertThat(lookup().find("10.0.0.5").live()).hasSize(2);
        assertThat(lookup().find("10.0.0.50").live()).isEmpty();
    }

    @Test
    void a_full_name_must_agree_in_its_domain() {
        SERVER.stubFor(post(urlEqualTo(ENDPOINT))
                .atPriority(1)
                .withRequestBody(containing("ws-0142."))
                .willReturn(okJson("{\"reply\": {\"total_count\": 0, \"endpoints\": []}}")));

        assertThat(lookup().find("ws-0142.acme.example").live()).hasSize(1);
        assertThat(lookup().find("ws-0142.other.example").live()).isEmpty();
    }

    @Test
    void a_page_that_is_not_the_whole_is_ambiguous() {
        SERVER.stubFor(post(urlEqualTo(ENDPOINT))
                .willReturn(okJson("{\"reply\": {\"total_count\": 101, \"endpoints\": [%s, %s]}}"
                        .formatted(
                                endpoint(ID, "WS-1", "AGENT_UNISOLATED", 1),
                                endpoint("f".repeat(32), "other", "AGENT_UNISOLATED", 90)))));

        assertThat(lookup().find("WS-1").live()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "WS-*", "a b", "a\"b", "a,b"})
    void what_is_no_plain_name_is_never_sent(String query) {
        assertThat(lookup().find(query).live()).isEmpty();
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void the_preflight_names_the_right_that_is_missing() {
        SERVER.stubFor(any(anyUrl()).atPriority(9).willReturn(okJson("{\"reply\": true}")));
        SERVER.stubFor(post(urlEqualTo(API + "scripts/get_scripts"))
                .willReturn(aResponse().withStatus(403)));
        var connector = new Cortex(VERTX, config(SERVER.baseUrl())).connectors().getFirst();

        assertThat(connector.preflight().run())
                .extracting(Finding::check, Finding::verdict)
                .contains(
                        tuple("reachable", Verdict.GOOD),
                        tuple("Endpoint Administrations: View", Verdict.GOOD),
                        tuple("Scripts: View", Verdict.BAD),
                        tuple("Isolate", Verdict.UNKNOWN));
    }

    private EndpointLookup lookup() {
        return new EndpointLookup(xdr, Duration.ofDays(30));
    }

    static Xdr connected(Vertx vertx, String url) {
        return new Xdr(vertx, "cortex", Settings.tenant(config(url).tenants(), "cortex"));
    }

    private static CortexConfig config(String url) {
        return config(url, Map.of());
    }

    private static CortexConfig config(String url, Map<String, String> more) {
        return Settings.of(
                CortexConfig.class,
                Map.of(
                        "cordon.vendor.cortex.url", url,
                        "cordon.vendor.cortex.key", "the-key",
                        "cordon.vendor.cortex.key-id", "7",
                        "cordon.vendor.cortex.kill-script", "kill-uid",
                        "cordon.vendor.cortex.triage-script", "triage-uid"),
                more);
    }

    private static void endpoints(String... endpoints) {
        SERVER.stubFor(post(urlEqualTo(ENDPOINT))
                .willReturn(okJson("""
                {"reply": {"total_count": %d, "result_count": %d, "endpoints": [%s]}}
                """.formatted(endpoints.length, endpoints.length, String.join(", ", endpoints)))));
    }

    static String endpoint(String id, String name, String isolated, int daysAgo) {
        return """
                {"endpoint_id": "%s", "endpoint_name": "%s", "endpoint_type": "AGENT_TYPE_WORKSTATION",
                 "endpoint_status": "CONNECTED", "is_isolated": "%s", "ip": ["10.0.0.5"], "domain": "acme.example",
                 "os_type": "AGENT_OS_WINDOWS", "last_seen": %d, "isolated_date": null}
                """.formatted(
                        id,
                        name,
                        isolated,
                        Instant.now().minus(Duration.ofDays(daysAgo)).toEpochMilli());
    }

    private static void action(String status) {
        var data = status.isEmpty() ? "{}" : "{\"%s\": \"%s\"}".formatted(ID, status);
        SERVER.stubFor(post(urlEqualTo(STATUS))
                .withRequestBody(matchingJsonPath("$.request_data.group_action_id"))
                .willReturn(okJson("{\"reply\": {\"data\": %s}}".formatted(data))));
    }
}
