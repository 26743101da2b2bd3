package dev.cordon.connectors.vendor.google;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.VendorContract;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleTest implements VendorContract {
    private Directory directory = Cloud.directory();

    @BeforeEach
    void everything_is_well() {
        Cloud.well();
        directory = Cloud.directory();
    }

    @Override
    public WireMockServer server() {
        return Cloud.SERVER;
    }

    @Override
    public String writePath() {
        return Cloud.USER;
    }

    @Override
    public Effect effectAt(String url, String ca) {
        return suspensionWith(Map.of("url", url, "ca", ca));
    }

    @Override
    public Optional<Effect> effectGrantedAt(String url, String ca) {
        return Optional.of(suspensionWith(Map.of("token-url", url + "/token", "ca", ca)));
    }

    private static Effect suspensionWith(Map<String, String> settings) {
        var there = Cloud.directory(settings);
        return new Suspension(there, new Bystanders(there, Cloud.customer(settings))).containing(Cloud.ACCOUNT);
    }

    @Override
    public Effect effect() {
        return suspension(Map.of()).containing(Cloud.ACCOUNT);
    }

    @Override
    public void effectIsReady() {
        effect().look();
    }

    @Test
    void suspended_is_changed_and_nothing_else() {
        assertThat(effect().look()).isEqualTo(State.FREE);
        assertThat(effect().ask(ask())).isEqualTo("suspended: true, was false");

        server().verify(
                        1,
                        patchRequestedFor(urlEqualTo(Cloud.USER))
                                .withRequestBody(equalToJson("{\"suspended\": true}"))
                                .withHeader("Authorization", equalTo("Bearer t")));
    }

    @Test
    void a_suspended_account_is_contained_and_can_be_restored() {
        Cloud.user(Map.of("suspended", "true"));
        var release = suspension(Map.of()).releasing(Cloud.ACCOUNT);

        assertThat(release.look()).isEqualTo(State.CONTAINED);
        assertThat(release.ask(ask())).isEqualTo("suspended: false, was true");
    }

    @Test
    void the_service_account_speaks_for_the_administrator_and_only_to_the_token_host() {
        effect().look();

        var sent = Cloud.TOKENS.findAll(postRequestedFor(urlEqualTo("/token"))).getFirst();
        assertThat(Cloud.claims(sent.formParameter("assertion").firstValue()))
                .contains("\"iss\":\"cordon@project.iam.gserviceaccount.com\"", "\"sub\":\"cordon.admin@acme.example\"")
                .contains("\"aud\":\"" + Cloud.TOKENS.baseUrl() + "/token\"")
                .contains("admin.directory.user.security");
        server().verify(0, postRequestedFor(urlEqualTo("/token")));
    }

    @Test
    void without_delegation_or_an_administrator_a_person_is_needed() {
        Cloud.TOKENS.stubFor(post("/token")
                .willReturn(okJson("{\"error\": \"unauthorized_client\"}").withStatus(401)));

        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Misconfigured.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"userRateLimitExceeded", "quotaExceeded", "rateLimitExceeded"})
    void too_fast_is_a_403_and_still_only_a_matter_of_time(String reason) {
        answers(403, reason);

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forbidden", "insufficientPermissions"})
    void any_other_403_needs_a_person(String reason) {
        answers(403, reason);

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Misconfigured.class);
    }

    @ParameterizedTest
    @CsvSource({"412, conditionNotMet", "400, failedPrecondition"})
    void a_state_that_forbids_it_means_look(int status, String reason) {
        answers(status, reason);

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Conflict.class);
    }

    @Test
    void our_administrator_and_spared_accounts_are_not_touched_under_any_of_their_addresses() {
        refused("own-account", Map.of("admin", "Mara@acme.example"));
        refused("spared-account", Map.of("spared", "x@acme.example, mara@acme.example"));
        refused("spared-account", Map.of("spared", Cloud.ID));
        server().verify(0, patchRequestedFor(urlEqualTo(Cloud.USER)));
    }

    @Test
    void the_last_super_administrator_who_may_sign_in_stays() {
        Cloud.user(Map.of("isAdmin", "true"));
        admins(Cloud.user(Cloud.ID, "m.keller@acme.example", Map.of("isAdmin", "true")));
        refused("last-admin", Map.of());

        var other = Map.of("isAdmin", "true", "suspended", "true");
        admins(
                Cloud.user(Cloud.ID, "m.keller@acme.example", Map.of("isAdmin", "true")),
                Cloud.user("200000000000", "other@acme.example", other));
        refused("last-admin", Map.of());

        admins(Cloud.user("200000000000", "other@acme.example", Map.of("isAdmin", "true")));
        assertThat(effect().ask(ask())).startsWith("suspended: true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"me", "../x", "103994709278?x", "m.keller@acme.example"})
    void only_an_id_of_google_goes_into_a_path(String id) {
        var odd = new Target.Account("google", id, "x", null);

        assertThatThrownBy(() -> suspension(Map.of()).probe(odd)).isInstanceOf(VendorException.Refused.class);
        assertThat(server().getAllServeEvents()).isEmpty();
    }

    @Test
    void an_address_is_found_exactly_and_an_alias_leads_to_its_account() {
        found(
                "m.keller@acme.example",
                Cloud.user(Cloud.ID, "m.keller@acme.example", Map.of()),
                Cloud.user("200000000000", "xm.keller@acme.example", Map.of()));
        found("mara@acme.example", Cloud.user(Cloud.ID, "m.keller@acme.example", Map.of()));

        assertThat(find("m.keller@acme.example"))
                .extracting(Target.Account::id)
                .contains(Cloud.ID)
                .hasSize(1);
        assertThat(find("mara@acme.example")).extracting(Target.Account::name).containsExactly("m.keller@acme.example");
    }

    @Test
    void a_name_is_completed_with_the_domains_and_an_id_read_directly() {
        found("m.keller@acme.example", Cloud.user(Cloud.ID, "m.keller@acme.example", Map.of()));

        assertThat(find("m.keller")).hasSize(1);
        assertThat(find(Cloud.ID)).hasSize(1);
        server().stubFor(get(urlPathEqualTo(Cloud.USERS + "/200000000000"))
                .willReturn(okJson(Cloud.problem(404, "notFound")).withStatus(404)));
        assertThat(find("200000000000")).isEmpty();
    }

    @Test
    void an_answer_that_goes_on_is_ambiguous_as_a_whole() {
        server().stubFor(get(urlPathEqualTo(Cloud.USERS))
                .willReturn(okJson("{\"users\": [%s, %s], \"nextPageToken\": \"n\"}"
                        .formatted(
                                Cloud.user(Cloud.ID, "m.keller@acme.example", Map.of()),
                                Cloud.user("200000000000", "x@acme.example", Map.of())))));

        assertThat(find("m.keller@acme.example")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a@b isAdmin=true", "a:b", "a*@acme.example", "'a'"})
    void what_cannot_be_said_in_a_query_is_nobody_and_is_not_asked_for(String query) {
        assertThat(find(query)).isEmpty();
        assertThat(server().getAllServeEvents()).isEmpty();
    }

    private List<Target.Account> find(String query) {
        return new DirectoryLookup(directory, List.of("acme.example"))
                .find(query)
                .live();
    }

    private Suspension suspension(Map<String, String> settings) {
        return new Suspension(directory, new Bystanders(directory, Cloud.customer(settings)));
    }

    private void refused(String code, Map<String, String> settings) {
        assertThatThrownBy(() -> suspension(settings).apply(Cloud.ACCOUNT, ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void answers(int status, String reason) {
        Cloud.SERVER.stubFor(
                patch(Cloud.USER).willReturn(aResponse().withStatus(status).withBody(Cloud.problem(status, reason))));
    }

    private static void admins(String... users) {
        page("isAdmin=true", users);
    }

    private static void found(String address, String... users) {
        page("email=" + address, users);
    }

    private static void page(String query, String... users) {
        Cloud.SERVER.stubFor(get(urlPathEqualTo(Cloud.USERS))
                .withQueryParam("query", equalTo(query))
                .withQueryParam("customer", equalTo("my_customer"))
                .willReturn(okJson("{\"users\": [" + String.join(", ", users) + "]}")));
    }
}
