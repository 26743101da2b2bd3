package dev.cordon.connectors.vendor.elastic;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.cordon.connectors.vendor.elastic.KibanaStub.ACTION;
import static dev.cordon.connectors.vendor.elastic.KibanaStub.ACTIONS;
import static dev.cordon.connectors.vendor.elastic.KibanaStub.AGENT;
import static dev.cordon.connectors.vendor.elastic.KibanaStub.HOST;
import static dev.cordon.connectors.vendor.elastic.KibanaStub.HOSTS;
import static dev.cordon.connectors.vendor.elastic.KibanaStub.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticTest implements VendorContract {
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final KibanaStub STUB = new KibanaStub(SERVER);

    private Kibana kibana = kibana();

    static {
        SERVER.start();
    }

    @BeforeEach
    void everything_is_well() {
        STUB.well();
        kibana = kibana();
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
        return ACTIONS + "/isolate";
    }

    @Override
    public Effect effectAt(String url, String ca) {
        var space = KibanaStub.space(url, Map.of("cordon.vendor.elastic.ca", ca));
        return new EndpointIsolation(new Kibana(VERTX, "elastic", space)).containing(HOST);
    }

    @Override
    public Effect effect() {
        return new EndpointIsolation(kibana).containing(HOST);
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
    void isolate_and_release_name_one_host_and_send_no_member_that_is_null() {
        assertThat(effect().ask(ask())).isEqualTo("action " + ACTION);
        new EndpointIsolation(kibana).releasing(HOST).ask(ask());

        for (var command : List.of("isolate", "unisolate")) {
            SERVER.verify(
                    1,
                    postRequestedFor(urlEqualTo(ACTIONS + "/" + command))
                            .withHeader("Authorization", equalTo("ApiKey api-key-secret"))
                            .withHeader("kbn-xsrf", equalTo("cordon"))
                            .withHeader("elastic-api-version", absent())
                            .withRequestBody(
                                    equalToJson("{\"endpoint_ids\": [\"%s\"], \"comment\": \"cordon action-1\"}"
                                            .formatted(AGENT))));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, 0, 0, FREE",
        "false, 1, 0, CONTAINING",
        "true, 0, 0, CONTAINED",
        "true, 1, 0, CONTAINED",
        "true, 0, 1, FREEING",
        "false, 0, 1, FREE"
    })
    void what_the_endpoint_reports_and_what_is_pending_say_how_it_is(
            boolean isolated, int isolate, int release, Look.State state) {
        STUB.host(isolated, "healthy");
        STUB.pending(isolate, release);

        assertThat(effect().look()).isEqualTo(state);
    }

    @Test
    void a_host_that_does_not_say_how_it_is_is_nothing_to_act_on() {
        SERVER.stubFor(get(HOSTS + "/" + AGENT).willReturn(okJson("""
                {"metadata": {"agent": {"id": "%s"}, "host": {"hostname": "x"}}, "host_status": "healthy"}
                """.formatted(AGENT))));

        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void an_action_that_was_asked_is_followed_by_its_own_record() {
        var effect = effect();
        effect.ask(ask());
        STUB.action("false", "false");
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINING);

        // the host's metadata are older than the action's end
        STUB.action("true", "true");
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINING);

        STUB.host(true, "healthy");
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINED);
    }

    @Test
    void an_action_that_failed_is_not_asked_again() {
        var effect = effect();
        effect.resume("action " + ACTION);
        STUB.action("true", "false");

        assertThatThrownBy(effect::look)
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("failed-on-host"));
    }

    @Test
    void an_answer_for_other_hosts_than_ours_is_unknown() {
        SERVER.stubFor(post(ACTIONS + "/isolate")
                .willReturn(okJson(KibanaStub.answer("false", "false").replace(AGENT, OTHER))));

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void a_host_that_is_no_longer_enrolled_is_not_isolated_but_may_be_released() {
        STUB.host(false, "unenrolled");

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Refused.class);
        assertThat(new EndpointIsolation(kibana).releasing(HOST).ask(ask())).isEqualTo("action " + ACTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "../x", "3F2B8C1A-0000-4000-8000-00000000000A", "a,b"})
    void what_is_no_agent_id_is_never_sent(String id) {
        var host = new Target.Host("elastic", id, "x", null, List.of(), null);

        assertThatThrownBy(() -> new EndpointIsolation(kibana).apply(host, ask()))
                .isInstanceOf(VendorException.Refused.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void a_name_is_found_exactly_in_every_case_with_its_own_addresses() {
        STUB.hosts(
                KibanaStub.record(AGENT, "ELA-WS-0142", false, "healthy", 0),
                KibanaStub.record(OTHER, "ELA-WS-01423", false, "healthy", 0));
        var found = lookup().find("ela-ws-0142");

        assertThat(found.live()).singleElement().satisfies(host -> {
            assertThat(host.id()).isEqualTo(AGENT);
            assertThat(host.vendor()).isEqualTo("elastic");
            assertThat(host.addresses()).containsExactly("10.40.1.42");
        });
        SERVER.verify(getRequestedFor(urlPathEqualTo(HOSTS))
                .withQueryParam(
                        "kuery", equalTo("united.endpoint.host.hostname : (\"ela-ws-0142\" or \"ELA-WS-0142\")")));
    }

    @Test
    void old_and_unenrolled_records_are_only_remembered() {
        STUB.hosts(
                KibanaStub.record(AGENT, "KIOSK-7", false, "healthy", 1),
                KibanaStub.record(OTHER, "KIOSK-7", false, "offline", 29),
                KibanaStub.record(ACTION, "KIOSK-7", false, "unenrolled", 1),
                KibanaStub.record(ACTION, "KIOSK-7", false, "inactive", 90));
        var found = lookup().find("KIOSK-7");

        assertThat(found.live()).hasSize(2);
        assertThat(found.stale()).hasSize(2);
    }

    @Test
    void an_address_and_an_id_are_found_and_an_unknown_id_is_nobody() {
        STUB.hosts(KibanaStub.record(AGENT, "ELA-WS-0142", false, "healthy", 0));

        assertThat(lookup().find("10.40.1.42").live()).hasSize(1);
        assertThat(lookup().find("127.0.0.1").live()).isEmpty();
        assertThat(lookup().find(AGENT).live()).hasSize(1);
        assertThat(lookup().find(OTHER).live()).isEmpty();
    }

    @Test
    void a_page_that_is_not_the_whole_is_ambiguous_or_unknown() {
        var one = KibanaStub.record(AGENT, "ELA-WS-0142", false, "healthy", 0);
        var two = KibanaStub.record(OTHER, "ELA-WS-0177", false, "healthy", 0);
        SERVER.stubFor(get(urlPathEqualTo(HOSTS))
                .willReturn(okJson("{\"data\": [%s, %s], \"total\": 101}".formatted(one, two))));
        assertThat(lookup().find("ELA-WS-0142").live()).hasSize(2);

        SERVER.stubFor(get(urlPathEqualTo(HOSTS)).willReturn(okJson("{\"data\": [%s], \"total\": 2}".formatted(one))));
        assertThatThrownBy(() -> lookup().find("ELA-WS-0142")).isInstanceOf(VendorException.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "ELA-*", "a\" or host_status : \"healthy", "a\\b", "a b", "a\nb", "(x)"})
    void what_could_be_a_query_is_never_sent(String query) {
        assertThat(lookup().find(query).live()).isEmpty();
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void the_preflight_names_the_privilege_that_is_missing() {
        STUB.hosts();
        SERVER.stubFor(get(urlPathEqualTo(ACTIONS)).willReturn(aResponse().withStatus(403)));
        var connector = new ElasticDefend(VERTX, KibanaStub.config(SERVER.baseUrl()))
                .connectors().stream()
                        .filter(one -> one.name().equals("elastic"))
                        .findFirst()
                        .orElseThrow();

        assertThat(connector.preflight().run())
                .extracting(Finding::check, Finding::verdict)
                .contains(
                        tuple("reachable", Verdict.GOOD),
                        tuple("Endpoint List: Read", Verdict.GOOD),
                        tuple("Response Actions History: Read", Verdict.BAD),
                        tuple("Host Isolation: All", Verdict.UNKNOWN),
                        tuple("licence", Verdict.UNKNOWN));
    }

    @Test
    void every_space_is_a_connector_with_a_name_of_its_own() {
        assertThat(new ElasticDefend(VERTX, KibanaStub.config(SERVER.baseUrl())).connectors())
                .extracting(Connector::name)
                .containsExactlyInAnyOrder("elastic", "elastic-emea");
    }

    private EndpointLookup lookup() {
        return new EndpointLookup(kibana, Duration.ofDays(30));
    }

    private static Kibana kibana() {
        return KibanaStub.connected(VERTX, SERVER.baseUrl());
    }
}
