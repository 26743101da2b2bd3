package dev.cordon.connectors.vendor.entra;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.cordon.connectors.vendor.entra.EntraStub.ACCOUNT;
import static dev.cordon.connectors.vendor.entra.EntraStub.GLOBAL_ADMINISTRATOR;
import static dev.cordon.connectors.vendor.entra.EntraStub.GROUP;
import static dev.cordon.connectors.vendor.entra.EntraStub.ID;
import static dev.cordon.connectors.vendor.entra.EntraStub.ROLE;
import static dev.cordon.connectors.vendor.entra.EntraStub.ROLES;
import static dev.cordon.connectors.vendor.entra.EntraStub.USER;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntraTest implements VendorContract {
    private static final String MEMBERS = "/v1.0/directoryRoles/" + ROLE + "/members";
    private static final EntraStub STUB = new EntraStub();
    private static final WireMockServer SERVER = STUB.api;

    private Entra entra = STUB.connected();

    @BeforeEach
    void everything_is_well() {
        STUB.reset();
        entra = STUB.connected();
        SERVER.stubFor(patch(urlEqualTo(USER)).willReturn(aResponse().withStatus(204)));
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
        return USER;
    }

    @Override
    public Effect effectAt(String url, String ca) {
        return disableWith(Map.of("cordon.vendor.entra.url", url + "/v1.0", "cordon.vendor.entra.ca", ca));
    }

    @Override
    public Optional<Effect> effectGrantedAt(String url, String ca) {
        return Optional.of(disableWith(Map.of("cordon.vendor.entra.token-url", url, "cordon.vendor.entra.ca", ca)));
    }

    private static Effect disableWith(Map<String, String> settings) {
        return new EntraDisable(STUB.connected(settings)).containing(ACCOUNT);
    }

    @Override
    public Effect effect() {
        return new EntraDisable(entra).containing(ACCOUNT);
    }

    @Override
    public void effectIsReady() {
        effect().look();
    }

    @Test
    void one_member_is_changed_and_nothing_else_sent_back() {
        assertThat(effect().ask(ask())).isEqualTo("accountEnabled: false, was true");

        SERVER.verify(
                1, patchRequestedFor(urlEqualTo(USER)).withRequestBody(equalToJson("{\"accountEnabled\": false}")));
        STUB.desk.verify(
                1,
                postRequestedFor(urlEqualTo("/token"))
                        .withFormParam("scope", equalTo("https://graph.microsoft.com/.default")));
    }

    @Test
    void what_is_not_selected_is_not_taken_for_disabled() {
        STUB.user("\"mail\": null");

        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void a_disabled_account_is_contained_and_can_be_enabled_again() {
        STUB.user("\"accountEnabled\": false");
        var release = new EntraDisable(entra).releasing(ACCOUNT);

        assertThat(release.look()).isEqualTo(State.CONTAINED);
        assertThat(release.ask(ask())).isEqualTo("accountEnabled: true, was false");
    }

    @Test
    void an_account_mastered_on_premises_is_disabled_there() {
        STUB.user("\"accountEnabled\": true, \"onPremisesSyncEnabled\": true");

        refuses("read-only-account");
    }

    @ParameterizedTest
    @CsvSource({
        "Sync_DC01_0123456789@acme.example, x",
        "x@acme.example, On-Premises Directory Synchronization Service Account"
    })
    void the_account_that_synchronises_the_directory_is_not_touched(String principal, String display) {
        SERVER.stubFor(get(urlPathEqualTo(USER))
                .willReturn(okJson(EntraStub.user(
                        ID, principal, "\"accountEnabled\": true, \"displayName\": \"%s\"".formatted(display)))));

        refuses("service-account");
    }

    @Test
    void an_emergency_access_account_is_not_touched() {
        entra = STUB.connected(Map.of("cordon.vendor.entra.break-glass-group", GROUP));
        SERVER.stubFor(post(USER + "/checkMemberGroups").willReturn(okJson("{\"value\": [\"%s\"]}".formatted(GROUP))));
        refuses("break-glass-account");

        SERVER.stubFor(post(USER + "/checkMemberGroups").willReturn(okJson("{\"value\": []}")));
        assertThat(effect().ask(ask())).startsWith("accountEnabled: false");
    }

    @Test
    void a_guard_that_cannot_be_read_lets_nobody_through() {
        entra = STUB.connected(Map.of("cordon.vendor.entra.break-glass-group", GROUP));
        for (var status : new int[] {400, 403, 404}) {
            SERVER.stubFor(
                    post(USER + "/checkMemberGroups").willReturn(aResponse().withStatus(status)));
            assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Misconfigured.class);
        }
        SERVER.verify(0, patchRequestedFor(urlEqualTo(USER)));
    }

    @Test
    void the_last_global_administrator_is_not_locked_out() {
        SERVER.stubFor(get(urlPathEqualTo(ROLES))
                .willReturn(okJson("{\"value\": [{\"id\": \"%s\", \"roleTemplateId\": \"%s\"}]}"
                        .formatted(ROLE, GLOBAL_ADMINISTRATOR))));
        members(
                "{\"id\": \"%s\", \"accountEnabled\": true}, {\"id\": \"off\", \"accountEnabled\": false}, {\"id\": \"x\"}"
                        .formatted(ID));
        refuses("last-administrator");

        members("{\"id\": \"%s\", \"accountEnabled\": true}, {\"id\": \"other\", \"accountEnabled\": true}"
                .formatted(ID));
        assertThat(effect().ask(ask())).startsWith("accountEnabled: false");
    }

    @Test
    void nobody_is_guarded_against_being_let_in_again() {
        entra = STUB.connected(Map.of("cordon.vendor.entra.break-glass-group", GROUP));
        STUB.user("\"accountEnabled\": false");

        assertThat(new EntraDisable(entra).revert(ACCOUNT, ask())).startsWith("accountEnabled: true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.keller@acme.example", "", "../me", "11111111-2222-3333-4444-55555555555x"})
    void what_is_no_object_id_is_never_sent(String id) {
        var account = new Target.Account("entra", id.isEmpty() ? "-" : id, "x", null);

        assertThatThrownBy(() -> new EntraDisable(entra).probe(account)).isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> new EntraDisable(entra).apply(account, ask()))
                .isInstanceOf(VendorException.Refused.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void it_can_do_all_that_is_done_to_an_account() {
        assertThat(Actions.jobTypes(STUB.product().connectors().getFirst()))
                .containsExactly(
                        JobType.ACCOUNT_FIND,
                        JobType.ACCOUNT_CHECK,
                        JobType.ACCOUNT_DISABLE,
                        JobType.ACCOUNT_ENABLE,
                        JobType.SESSIONS_REVOKE,
                        JobType.CREDENTIALS_RESET,
                        JobType.MFA_RESET);
    }

    @Test
    void the_preflight_finds_a_break_glass_group_that_does_not_exist() {
        SERVER.stubFor(get(urlPathEqualTo("/v1.0/users")).willReturn(okJson("{\"value\": []}")));
        SERVER.stubFor(get(urlPathEqualTo("/v1.0/groups/" + GROUP))
                .willReturn(aResponse().withStatus(404)));

        assertThat(STUB.product().connectors().getFirst().preflight().run())
                .extracting(Finding::check, Finding::verdict)
                .contains(
                        tuple("User.Read.All", Verdict.GOOD),
                        tuple("GroupMember.Read.All", Verdict.BAD),
                        tuple("User.RevokeSessions.All", Verdict.UNKNOWN));
    }

    private void refuses(String code) {
        assertThatThrownBy(() -> effect().ask(ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo(code));
        SERVER.verify(0, patchRequestedFor(urlEqualTo(USER)).withRequestBody(containing("accountEnabled")));
    }

    private static void members(String members) {
        SERVER.stubFor(get(urlPathEqualTo(MEMBERS)).willReturn(okJson("{\"value\": [%s]}".formatted(members))));
    }
}
