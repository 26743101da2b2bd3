package dev.cordon.connectors.vendor.defender;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
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
import static dev.cordon.connectors.vendor.defender.DefenderStub.ACTION;
import static dev.cordon.connectors.vendor.defender.DefenderStub.ACTIONS;
import static dev.cordon.connectors.vendor.defender.DefenderStub.HOST;
import static dev.cordon.connectors.vendor.defender.DefenderStub.MACHINE;
import static dev.cordon.connectors.vendor.defender.DefenderStub.TOKEN;
import static dev.cordon.connectors.vendor.defender.DefenderStub.action;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.cordon.connectors.action.Actions;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.VendorContract;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Target;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefenderTest implements VendorContract {
    private static final String ISOLATE = MACHINE + "/isolate";
    private static final String UNISOLATE = MACHINE + "/unisolate";
    private static final DefenderStub STUB = new DefenderStub();
    private static final WireMockServer SERVER = STUB.api;

    private Defender defender = STUB.connected();

    @BeforeEach
    void everything_is_well() {
        STUB.reset();
        defender = STUB.connected();
        SERVER.stubFor(post(ISOLATE)
                .willReturn(okJson(action(ACTION, "Isolate", "Pending", 1, "Cordon action action-1"))
                        .withStatus(201)));
        SERVER.stubFor(post(UNISOLATE)
                .willReturn(okJson(action(ACTION, "Unisolate", "Pending", 1, "Cordon action action-1"))
                        .withStatus(201)));
        SERVER.stubFor(post(ACTIONS + "/" + ACTION + "/cancel").willReturn(okJson("{}")));
    }

    @AfterAll
    static void stop() {
        STUB.close();
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
        return isolationWith(Map.of("cordon.vendor.defender.url", url, "cordon.vendor.defender.ca", ca));
    }

    @Override
    public Optional<Effect> effectGrantedAt(String url, String ca) {
        return Optional.of(
                isolationWith(Map.of("cordon.vendor.defender.token-url", url, "cordon.vendor.defender.ca", ca)));
    }

    private static Effect isolationWith(Map<String, String> settings) {
        return new DefenderIsolation(STUB.connected(settings)).containing(HOST);
    }

    @Override
    public Effect effect() {
        return new DefenderIsolation(defender).containing(HOST);
    }

    @Override
    public void effectIsReady() {
        effect().look();
    }

    @Test
    void the_token_is_granted_by_another_host_which_gets_nothing_else() {
        effect().look();
        effect().ask(ask());

        STUB.desk.verify(
                1,
                postRequestedFor(urlEqualTo(TOKEN))
                        .withoutHeader("Authorization")
                        .withFormParam("grant_type", equalTo("client_credentials"))
                        .withFormParam("client_secret", equalTo("client-secret"))
                        .withFormParam("scope", equalTo("https://api.securitycenter.microsoft.com/.default")));
        assertThat(STUB.desk.getAllServeEvents()).hasSize(1);
        SERVER.verify(postRequestedFor(urlEqualTo(ISOLATE)).withHeader("Authorization", equalTo("Bearer opaque")));
    }

    @Test
    void without_a_token_a_person_is_needed() {
        STUB.desk.stubFor(post(TOKEN)
                .willReturn(okJson("{\"error\": \"invalid_client\", \"error_description\": \"canary\"}")
                        .withStatus(401)));

        assertThatThrownBy(() -> effect().look())
                .isInstanceOf(VendorException.Misconfigured.class)
                .hasMessage("defender gets no access token (401)");
    }

    @Test
    void nobody_is_asked_for_a_token_when_nobody_said_who_grants_it() {
        var homeless = STUB.connected(Map.of("cordon.vendor.defender.token-url", ""));

        assertThatThrownBy(() -> new DefenderIsolation(homeless).probe(HOST))
                .isInstanceOf(VendorException.Misconfigured.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void a_machine_that_was_never_isolated_is_free_if_there_is_one() {
        assertThat(effect().look()).isEqualTo(State.FREE);

        SERVER.stubFor(get(MACHINE)
                .willReturn(
                        okJson("{\"error\": {\"code\": \"ResourceNotFound\"}}").withStatus(404)));
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Refused.class);
    }

    @Test
    void the_newest_success_tells_whatever_the_order_of_the_list() {
        STUB.actions(action("Isolate", "Succeeded", 3), action("Unisolate", "Succeeded", 5));
        assertThat(effect().look()).isEqualTo(State.FREE);

        STUB.actions(action("Unisolate", "Succeeded", 5), action("Isolate", "Succeeded", 7));
        assertThat(effect().look()).isEqualTo(State.CONTAINED);
        SERVER.verify(getRequestedFor(urlPathEqualTo(ACTIONS))
                .withQueryParam("$filter", equalTo("machineId eq '" + HOST.id() + "'")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Failed", "TimeOut", "Cancelled"})
    void what_did_not_happen_does_not_count(String status) {
        STUB.actions(action("Isolate", status, 9), action("RunAntiVirusScan", "Succeeded", 10));

        assertThat(effect().look()).isEqualTo(State.FREE);
    }

    @Test
    void what_is_pending_is_on_its_way() {
        STUB.actions(action("Isolate", "Pending", 1));
        assertThat(effect().look()).isEqualTo(State.CONTAINING);

        STUB.actions(action("Isolate", "Succeeded", 1), action("Unisolate", "InProgress", 2));
        assertThat(effect().look()).isEqualTo(State.FREEING);
    }

    @Test
    void an_isolation_pending_beside_one_that_succeeded_adds_nothing() {
        STUB.actions(action("Isolate", "Succeeded", 1), action("Isolate", "Pending", 2));

        assertThat(effect().look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void a_status_nobody_documented_and_a_list_without_its_end_are_nothing_to_act_on() {
        STUB.actions(action("Isolate", "Paused", 1));
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);

        SERVER.stubFor(
                get(urlPathEqualTo(ACTIONS)).willReturn(okJson("{\"value\": [], \"@odata.nextLink\": \"https://x\"}")));
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void the_comment_carries_our_action_and_the_receipt_theirs() {
        assertThat(effect().ask(ask())).isEqualTo("machine action " + ACTION);

        SERVER.verify(1, postRequestedFor(urlEqualTo(ISOLATE)).withRequestBody(equalToJson("""
                        {"Comment": "Cordon action action-1", "IsolationType": "Full"}
                        """)));
    }

    @Test
    void an_isolation_may_leave_mail_and_meetings_alone() {
        var gentle = STUB.connected(Map.of("cordon.vendor.defender.isolation", "Selective"));
        new DefenderIsolation(gentle).apply(HOST, ask());

        SERVER.verify(postRequestedFor(urlEqualTo(ISOLATE)).withRequestBody(containing("\"Selective\"")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\": {\"code\": \"ActiveRequestAlreadyExists\", \"message\": \"x\"}}",
                "{\"error\": {\"code\": \"BadRequest\", \"message\": \"Action is already in progress\"}}"
            })
    void an_action_already_under_way_is_a_reason_to_look(String body) {
        SERVER.stubFor(post(ISOLATE).willReturn(okJson(body).withStatus(400)));

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Conflict.class);
    }

    @Test
    void somebody_elses_pending_action_is_not_taken_for_ours() {
        SERVER.stubFor(post(ISOLATE).willReturn(okJson(action("Isolate", "Pending", 1))));

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Conflict.class);
    }

    @Test
    void a_machine_that_cannot_be_isolated_is_a_refusal_and_a_feature_that_is_off_needs_a_person() {
        SERVER.stubFor(post(ISOLATE)
                .willReturn(okJson("{\"error\": {\"code\": \"OsPlatformNotSupported\"}}")
                        .withStatus(400)));
        assertThatThrownBy(() -> effect().ask(ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("not-supported"));

        SERVER.stubFor(post(ISOLATE)
                .willReturn(
                        okJson("{\"error\": {\"code\": \"DisabledFeature\"}}").withStatus(403)));
        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Misconfigured.class);
    }

    @Test
    void a_machine_with_a_protecting_tag_is_not_isolated_but_may_be_released() {
        var careful = STUB.connected(Map.of("cordon.vendor.defender.protected-tags", "hypervisor,Finance"));
        STUB.actions(action("Isolate", "Succeeded", 1));

        assertThatThrownBy(() -> new DefenderIsolation(careful).apply(HOST, ask()))
                .isInstanceOf(VendorException.Refused.class);
        SERVER.verify(0, postRequestedFor(urlEqualTo(ISOLATE)));
        assertThat(new DefenderIsolation(careful).revert(HOST, ask())).startsWith("machine action");
    }

    @Test
    void a_release_cancels_the_isolation_that_waits_for_its_machine_and_would_come_true_later() {
        var release = new DefenderIsolation(defender).releasing(HOST);
        STUB.actions(action("Isolate", "Pending", 1));

        assertThat(release.look()).as("there is something to lift").isEqualTo(State.CONTAINED);
        assertThat(release.ask(ask())).isEqualTo("cancelled machine action " + ACTION);
        SERVER.verify(1, postRequestedFor(urlEqualTo(ACTIONS + "/" + ACTION + "/cancel")));
        SERVER.verify(0, postRequestedFor(urlEqualTo(UNISOLATE)));
    }

    @Test
    void a_machine_is_not_released_as_long_as_a_second_isolation_is_pending() {
        var release = new DefenderIsolation(defender).releasing(HOST);
        STUB.actions(action("Isolate", "Succeeded", 1), action("Isolate", "Pending", 2));
        release.ask(ask());
        SERVER.verify(1, postRequestedFor(urlEqualTo(ACTIONS + "/" + ACTION + "/cancel")));
        SERVER.verify(1, postRequestedFor(urlEqualTo(UNISOLATE)));

        STUB.actions(action("Isolate", "Pending", 2), action("Unisolate", "Succeeded", 3));
        assertThat(release.look()).isNotEqualTo(State.FREE);
        STUB.actions(action("Isolate", "Cancelled", 2), action("Unisolate", "Succeeded", 3));
        assertThat(release.look()).isEqualTo(State.FREE);
    }

    @Test
    void an_action_that_is_final_before_it_is_cancelled_does_not_stop_the_release() {
        STUB.actions(action("Isolate", "Succeeded", 1), action("Isolate", "InProgress", 2));
        SERVER.stubFor(post(ACTIONS + "/" + ACTION + "/cancel")
                .willReturn(okJson("{\"error\": {\"code\": \"BadRequest\"}}").withStatus(400)));

        assertThat(new DefenderIsolation(defender).revert(HOST, ask())).isEqualTo("machine action " + ACTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws-0142", "0123", "../machines", "0123456789abcdef0123456789abcdef01234567' or 'a' eq 'a"})
    void what_is_no_machine_id_is_never_sent(String id) {
        var host = new Target.Host("defender", id, "x", null, List.of(), null);

        assertThatThrownBy(() -> new DefenderIsolation(defender).probe(host))
                .isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> new DefenderIsolation(defender).apply(host, ask()))
                .isInstanceOf(VendorException.Refused.class);
        SERVER.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void it_can_do_all_but_end_a_single_process() {
        var connector = STUB.product().connectors().getFirst();

        assertThat(Actions.jobTypes(connector))
                .containsExactly(
                        JobType.HOST_FIND,
                        JobType.HOST_CHECK,
                        JobType.HOST_ISOLATE,
                        JobType.HOST_RELEASE,
                        JobType.FILE_QUARANTINE,
                        JobType.FILE_FETCH,
                        JobType.INDICATOR_BLOCK,
                        JobType.INDICATOR_UNBLOCK,
                        JobType.ARTIFACT_COLLECT);
    }

    @Test
    void the_preflight_reads_from_the_token_which_rights_are_missing() {
        STUB.granted(DefenderStub.tokenWith("Machine.Read.All", "Machine.Isolate", "Ti.ReadWrite"));
        SERVER.stubFor(get(urlPathEqualTo("/api/machines")).willReturn(okJson("{\"value\": []}")));
        var findings = STUB.product().connectors().getFirst().preflight().run();

        assertThat(findings)
                .extracting(Finding::check, Finding::verdict)
                .contains(
                        tuple("Machine.Read.All", Verdict.GOOD),
                        tuple("Machine.Isolate", Verdict.GOOD),
                        tuple("Machine.LiveResponse", Verdict.BAD),
                        tuple("Ti.ReadWrite.All", Verdict.GOOD),
                        tuple("live response", Verdict.UNKNOWN));
    }

    @Test
    void a_token_that_says_nothing_leaves_the_rights_open() {
        SERVER.stubFor(
                get(urlPathEqualTo("/api/machines")).willReturn(aResponse().withStatus(403)));
        var findings = STUB.product().connectors().getFirst().preflight().run();

        assertThat(findings)
                .extracting(Finding::check, Finding::verdict)
                .contains(tuple("credentials", Verdict.BAD), tuple("Machine.Isolate", Verdict.UNKNOWN));
    }
}
