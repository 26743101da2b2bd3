package dev.cordon.connectors.vendor.duo;

import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.VendorContract;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuoTest implements VendorContract {
    private static final String ID = "DU3RP9I2WOC59VZX672N";
    private static final Target.Account ACCOUNT = new Target.Account("duo", ID, "m.keller", null);
    private static final String USERS = "/admin/v1/users";
    private static final String USER = USERS + "/" + ID;
    private static final String NO_FACTORS = "\"phones\": [], \"tokens\": [], \"webauthncredentials\": []";
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    private Duo duo = connected(Map.of());

    static {
        SERVER.start();
    }

    @BeforeEach
    void everything_is_well() {
        SERVER.resetAll();
        duo = connected(Map.of());
        user("active", NO_FACTORS);
        codes("");
        SERVER.stubFor(post(USER).willReturn(okJson("{\"stat\": \"OK\", \"response\": {}}")));
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
        return USER;
    }

    @Override
    public Effect effectAt(String url, String ca) {
        return new DuoDisable(connected(Map.of("url", url, "ca", ca))).containing(ACCOUNT);
    }

    @Override
    public Effect effect() {
        return new DuoDisable(duo).containing(ACCOUNT);
    }

    @Override
    public boolean tokens() {
        return false;
    }

    @Override
    public void effectIsReady() {
        effect().look();
    }

    @ParameterizedTest
    @CsvSource({"active, FREE", "bypass, FREE", "locked out, FREE", "locked_out, FREE", "disabled, CONTAINED"})
    void only_a_disabled_account_is_contained(String status, State state) {
        user(status, NO_FACTORS);

        assertThat(effect().look()).isEqualTo(state);
    }

    @Test
    void what_is_in_the_trash_is_refused_and_what_nobody_documented_is_unreadable() {
        user("pending deletion", NO_FACTORS);
        assertThatThrownBy(() -> effect().look())
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("account-state"));

        user("asleep", NO_FACTORS);
        assertThatThrownBy(() -> effect().look()).hasMessageContaining("unreadable");
    }

    @Test
    void the_status_of_before_stands_in_the_receipt_and_bypass_is_never_set() {
        user("bypass", NO_FACTORS);
        assertThat(effect().ask(ask())).isEqualTo("status: disabled, was bypass");

        user("disabled", NO_FACTORS);
        assertThat(new DuoDisable(duo).releasing(ACCOUNT).ask(ask())).isEqualTo("status: active, was disabled");
        SERVER.verify(1, postRequestedFor(urlEqualTo(USER)).withRequestBody(equalToJson("{\"status\": \"active\"}")));
    }

    @ParameterizedTest
    @CsvSource({"40401, Refused", "40002, Refused", "40301, Misconfigured", "42901, Unavailable", "50001, Unavailable"})
    void a_200_that_says_fail_is_a_failure(int code, String kind) {
        SERVER.stubFor(post(USER)
                .willReturn(okJson("{\"stat\": \"FAIL\", \"code\": %d, \"message\": \"canary\"}".formatted(code))));

        assertThatThrownBy(() -> effect().ask(ask()))
                .isInstanceOf(VendorException.class)
                .hasMessageNotContaining("canary")
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind));
    }

    @Test
    void spared_accounts_are_not_touched() {
        duo = connected(Map.of("spared", "break-glass,M.Keller"));

        assertThatThrownBy(() -> effect().ask(ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("spared-account"));
        assertThatThrownBy(() -> factors().ask(ask())).isInstanceOf(VendorException.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DU1", "../users", "DU3RP9I2WOC59VZX672N/phones", "m.keller"})
    void only_an_id_of_duo_goes_into_a_path(String id) {
        assertThatThrownBy(() -> new DuoDisable(duo).probe(new Target.Account("duo", id, "x", null)))
                .isInstanceOf(VendorException.Refused.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void a_name_is_found_exactly_and_in_any_case_and_an_unknown_one_is_an_empty_list() {
        found(
                "username",
                "M.Keller",
                "",
                listed("DU00000000000000000A", "m.keller"),
                listed("DU00000000000000000B", "x"));
        assertThat(find("M.Keller")).extracting(Target.Account::id).containsExactly("DU00000000000000000A");

        found("username", "nobody", "");
        assertThat(find("nobody")).isEmpty();
    }

    @Test
    void an_alias_is_a_name_and_a_mail_address_is_looked_for_last() {
        found("username", "mara", "", listed("DU00000000000000000A", "m.keller"));
        assertThat(find("mara")).extracting(Target.Account::name).containsExactly("m.keller");

        found("username", "m.keller@acme.example", "");
        found("email", "m.keller@acme.example", "", listed("DU00000000000000000A", "m.keller"));
        assertThat(find("m.keller@acme.example")).hasSize(1);
    }

    @Test
    void an_answer_that_goes_on_is_ambiguous_as_a_whole() {
        found(
                "username",
                "m.keller",
                ", \"metadata\": {\"next_offset\": 20}",
                listed("DU00000000000000000A", "m.keller"),
                listed("DU00000000000000000B", "x"));

        assertThat(find("m.keller")).hasSize(2);
    }

    @Test
    void an_id_is_read_directly_and_what_is_in_the_trash_is_for_reading_only() {
        assertThat(find(ID)).hasSize(1);

        user("pending deletion", NO_FACTORS);
        assertThat(find(ID)).isEmpty();
        assertThat(new DuoLookup(duo).find(ID).stale()).hasSize(1);
    }

    @Test
    void every_factor_and_every_bypass_code_is_removed_in_its_own_way() {
        user("disabled", """
                "phones": [{"phone_id": "DP1"}], "tokens": [{"token_id": "DH1"}],
                "webauthncredentials": [{"webauthnkey": "WA1"}]
                """);
        codes("{\"bypass_code_id\": \"DB1\"}");
        var paths = List.of(
                USER + "/phones/DP1",
                USER + "/tokens/DH1",
                "/admin/v1/webauthncredentials/WA1",
                "/admin/v1/bypass_codes/DB1");
        paths.forEach(
                path -> SERVER.stubFor(delete(path).willReturn(okJson("{\"stat\": \"OK\", \"response\": \"\"}"))));
        SERVER.stubFor(delete(USER + "/tokens/DH1")
                .willReturn(okJson("{\"stat\": \"FAIL\", \"code\": 40401}").withStatus(404)));
        assertThat(factors().look()).isEqualTo(State.FREE);

        assertThat(factors().ask(ask())).isEqualTo("4 factors removed");
        paths.forEach(path -> SERVER.verify(
                1, deleteRequestedFor(urlEqualTo(path)).withHeader("X-Cordon-Action", equalTo("action-1"))));
    }

    @Test
    void a_bypass_code_is_a_factor_too() {
        assertThat(factors().look()).isEqualTo(State.CONTAINED);

        codes("{\"bypass_code_id\": \"DB1\"}");
        assertThat(factors().look()).isEqualTo(State.FREE);
    }

    @Test
    void an_account_without_a_list_of_its_factors_is_unreadable() {
        user("active", "\"phones\": []");

        assertThatThrownBy(() -> factors().look()).hasMessageContaining("unreadable");
    }

    private Effect factors() {
        return new DuoFactors(duo).resetting(ACCOUNT);
    }

    private List<Target.Account> find(String query) {
        return new DuoLookup(duo).find(query).live();
    }

    private static void user(String status, String factors) {
        SERVER.stubFor(get(USER)
                .willReturn(okJson(
                        "{\"stat\": \"OK\", \"response\": {\"user_id\": \"%s\", \"username\": \"m.keller\", \"status\": \"%s\", %s}}"
                                .formatted(ID, status, factors))));
    }

    private static String listed(String id, String name) {
        return """
                {"user_id": "%s", "username": "%s", "email": "m.keller@acme.example", "status": "active",
                 "aliases": {"alias1": "mara"}}
                """.formatted(id, name);
    }

    private static void codes(String json) {
        SERVER.stubFor(get(USER + "/bypass_codes")
                .willReturn(okJson("{\"stat\": \"OK\", \"response\": [%s]}".formatted(json))));
    }

    private static void found(String field, String value, String metadata, String... users) {
        SERVER.stubFor(get(urlPathEqualTo(USERS))
                .withQueryParam(field, equalTo(value))
                .willReturn(okJson(
                        "{\"stat\": \"OK\", \"response\": [%s]%s}".formatted(String.join(", ", users), metadata))));
    }

    private static Duo connected(Map<String, String> more) {
        var settings = new HashMap<String, String>();
        settings.put("cordon.vendor.duo.url", SERVER.baseUrl());
        settings.put("cordon.vendor.duo.integration-key", "DIWJ8X6AEYOR5OMC6TQ1");
        settings.put("cordon.vendor.duo.secret-key", "client-secret");
        more.forEach((name, value) -> settings.put("cordon.vendor.duo." + name, value));
        return new Duo(
                VERTX,
                "duo",
                Settings.tenant(Settings.of(DuoConfig.class, settings).tenants(), "duo"));
    }
}
