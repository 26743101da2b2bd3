package dev.cordon.connectors.vendor.okta;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.VendorContract;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OktaTest implements VendorContract {
    private static final String SUSPEND = Cloud.USER + "/lifecycle/suspend";

    private OktaConfig.Org org = Cloud.org();
    private Okta okta = Cloud.okta(org);

    @BeforeEach
    void everything_is_well() {
        Cloud.well();
        org = Cloud.org();
        okta = Cloud.okta(org);
    }

    @Override
    public WireMockServer server() {
        return Cloud.SERVER;
    }

    @Override
    public String writePath() {
        return SUSPEND;
    }

    @Override
    public Effect effectAt(String url, String ca) {
        var trusting = Cloud.org(url, ca);
        var there = Cloud.okta(trusting);
        return new OktaSuspension(there, new Bystanders(there, trusting)).containing(Cloud.ACCOUNT);
    }

    @Override
    public Effect effect() {
        return suspension().containing(Cloud.ACCOUNT);
    }

    @Override
    public void effectIsReady() {
        effect().look();
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, FREE",
        "LOCKED_OUT, FREE",
        "PASSWORD_EXPIRED, FREE",
        "RECOVERY, FREE",
        "STAGED, FREE",
        "PROVISIONED, FREE",
        "SUSPENDED, CONTAINED",
        "DEPROVISIONED, CONTAINED"
    })
    void only_a_suspended_or_deactivated_account_is_contained(String status, State state) {
        Cloud.user(status);

        assertThat(effect().look()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE, SUSPENDED, CONTAINING", "SUSPENDED, ACTIVE, FREEING", "STAGED, ACTIVE, FREE"})
    void a_change_that_is_not_finished_is_under_way(String status, String next, State state) {
        server().stubFor(get(Cloud.USER)
                .willReturn(okJson("{\"id\": \"%s\", \"status\": \"%s\", \"transitioningToStatus\": \"%s\"}"
                        .formatted(Cloud.ID, status, next))));

        assertThat(effect().look()).isEqualTo(state);
    }

    @Test
    void a_state_nobody_documented_is_unreadable() {
        Cloud.user("HIBERNATING");

        assertThatThrownBy(() -> effect().look())
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("unreadable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOCKED_OUT", "PASSWORD_EXPIRED", "RECOVERY", "STAGED", "PROVISIONED"})
    void what_is_not_active_cannot_be_suspended_and_is_never_deactivated_instead(String status) {
        Cloud.user(status);

        refused("account-state", effect());
        server().verify(0, postRequestedFor(urlEqualTo(SUSPEND)));
        server().verify(0, postRequestedFor(urlEqualTo(Cloud.USER + "/lifecycle/deactivate")));
    }

    @Test
    void a_suspended_account_is_released_by_unsuspend() {
        Cloud.user("SUSPENDED");
        var release = suspension().releasing(Cloud.ACCOUNT);

        assertThat(release.look()).isEqualTo(State.CONTAINED);
        assertThat(release.ask(ask())).isEqualTo("unsuspend, was SUSPENDED");
    }

    @Test
    void a_deactivated_account_is_not_released() {
        Cloud.user("DEPROVISIONED");

        refused("account-state", suspension().releasing(Cloud.ACCOUNT));
    }

    @ParameterizedTest
    @CsvSource({"400, E0000001", "400, E0000038", "403, E0000038"})
    void the_wrong_state_has_several_codes_and_means_look(int status, String code) {
        server().stubFor(post(SUSPEND)
                .willReturn(okJson("{\"errorCode\": \"%s\"}".formatted(code)).withStatus(status)));

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Conflict.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00u", "00u1abcd/../00u2", "me", "m.keller@acme.example"})
    void only_an_id_of_okta_goes_into_a_path(String id) {
        var odd = new Target.Account("okta", id.isEmpty() ? " x" : id, "x", null);

        assertThatThrownBy(() -> suspension().probe(odd))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("target-not-found"));
        assertThat(server().getAllServeEvents()).isEmpty();
    }

    @Test
    void another_account_in_the_answer_is_no_answer() {
        server().stubFor(get(Cloud.USER).willReturn(okJson(Cloud.user("00uanother", "SUSPENDED", "x"))));

        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void the_last_super_administrator_stays_and_one_of_two_does_not() {
        roles(Cloud.USER, "SUPER_ADMIN");
        server().stubFor(get("/api/v1/iam/assignees/users?limit=100")
                .willReturn(okJson("{\"value\": [{\"id\": \"%s\"}, {\"id\": \"00usecond\"}]}".formatted(Cloud.ID))));
        roles("/api/v1/users/00usecond", "HELP_DESK_ADMIN");
        refused("last-admin", effect());

        roles("/api/v1/users/00usecond", "SUPER_ADMIN");
        other("SUSPENDED");
        refused("last-admin", effect());

        other("ACTIVE");
        assertThat(effect().ask(ask())).isEqualTo("suspend, was ACTIVE");
    }

    @Test
    void without_the_right_to_read_roles_a_person_decides() {
        server().stubFor(get(Cloud.USER + "/roles").willReturn(aResponse().withStatus(403)));

        assertThatThrownBy(() -> effect().ask(ask()))
                .isInstanceOf(VendorException.Misconfigured.class)
                .hasMessageContaining("okta.roles.read");
        var unguarded = Cloud.org(Map.of("api-token", "k", "admin-guard", "false"));
        assertThat(new OktaSuspension(Cloud.okta(unguarded), new Bystanders(Cloud.okta(unguarded), unguarded))
                        .apply(Cloud.ACCOUNT, ask()))
                .startsWith("suspend");
    }

    @Test
    void spared_accounts_and_the_api_tokens_owner_are_not_touched() {
        var spared = Cloud.org(Map.of("api-token", "k", "spared", "break.glass@acme.example,M.Keller@acme.example"));
        assertThatThrownBy(() -> new Bystanders(okta, spared).refuseOwn(okta.read(Cloud.ACCOUNT)))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("spared-account"));

        server().stubFor(get("/api/v1/users/me").willReturn(okJson("{\"id\": \"%s\"}".formatted(Cloud.ID))));
        var own = Cloud.org(Map.of("api-token", "k"));
        assertThatThrownBy(() -> new Bystanders(okta, own).refuseOwn(okta.read(Cloud.ACCOUNT)))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("own-account"));
    }

    @Test
    void an_api_token_is_shown_as_it_is() {
        Cloud.okta(Cloud.org(Map.of("api-token", "k"))).read(Cloud.ACCOUNT);

        server().verify(getRequestedFor(urlEqualTo(Cloud.USER)).withHeader("Authorization", equalTo("SSWS k")));
    }

    @Test
    void the_service_app_signs_for_itself_at_the_organisations_own_token_endpoint() {
        effect().look();

        var sent = server().findAll(postRequestedFor(urlEqualTo("/oauth2/v1/token")))
                .getFirst();
        assertThat(Cloud.claims(sent.formParameter("client_assertion").firstValue()))
                .contains("\"iss\":\"app-1\"", "\"sub\":\"app-1\"")
                .contains("\"aud\":\"" + server().baseUrl() + "/oauth2/v1/token\"");
        assertThat(sent.formParameter("scope").firstValue()).contains("okta.users.manage");
    }

    @Test
    void a_service_app_that_demands_proof_of_possession_needs_a_person() {
        server().stubFor(post("/oauth2/v1/token")
                .willReturn(okJson("{\"access_token\": \"t\", \"expires_in\": 3600, \"token_type\": \"DPoP\"}")));

        assertThatThrownBy(() -> effect().look())
                .isInstanceOf(VendorException.Misconfigured.class)
                .hasMessageContaining("DPoP");
    }

    @ParameterizedTest
    @CsvSource({"0, 20", "7, -1"})
    void the_time_to_come_back_is_told_by_oktas_clock_unless_too_many_came_at_once(int left, int seconds) {
        effectIsReady();
        server().stubFor(get(Cloud.USER)
                .willReturn(aResponse()
                        .withStatus(429)
                        .withHeader("Date", "Tue, 01 Jan 2030 00:00:00 GMT")
                        .withHeader("X-Rate-Limit-Remaining", Integer.toString(left))
                        .withHeader("X-Rate-Limit-Reset", "1893456020")));

        assertThatThrownBy(() -> effect().look())
                .isInstanceOfSatisfying(
                        VendorException.Unavailable.class,
                        e -> assertThat(e.retryAfter().map(Duration::toSeconds).orElse(-1L))
                                .isEqualTo(seconds));
    }

    private OktaSuspension suspension() {
        return new OktaSuspension(okta, new Bystanders(okta, org));
    }

    private void refused(String code, Effect effect) {
        assertThatThrownBy(() -> effect.ask(ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void roles(String user, String type) {
        Cloud.SERVER.stubFor(get(user + "/roles")
                .willReturn(okJson("[{\"type\": \"%s\", \"status\": \"ACTIVE\"}]".formatted(type))));
    }

    private static void other(String status) {
        Cloud.SERVER.stubFor(get("/api/v1/users/00usecond")
                .willReturn(okJson(Cloud.user("00usecond", status, "second@acme.example"))));
    }
}
