package dev.cordon.connectors.vendor.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeycloakTest implements VendorContract {
    private static final String ID = "11111111-2222-3333-4444-555555555555";
    private static final Target.Account ACCOUNT = new Target.Account("keycloak", ID, "m.keller", null);
    private static final String USERS = "/admin/realms/acme/users";
    private static final String USER = USERS + "/" + ID;
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    private Keycloak keycloak = connected();

    static {
        SERVER.start();
    }

    @BeforeEach
    void everything_is_well() {
        SERVER.resetAll();
        keycloak = connected();
        SERVER.stubFor(post("/realms/acme/protocol/openid-connect/token")
                .willReturn(okJson("{\"access_token\": \"t\", \"expires_in\": 60}")));
        user("""
                {"id": "%s", "username": "m.keller", "email": "m.keller@acme.example", "enabled": true,
                 "attributes": {"department": ["finance"]}, "requiredActions": ["CONFIGURE_TOTP"], "notBefore": 100,
                 "access": {"manage": true}, "credentials": [], "clientConsents": [],
                 "disableableCredentialTypes": []}
                """.formatted(ID));
        SERVER.stubFor(put(USER).willReturn(aResponse().withStatus(204)));
        SERVER.stubFor(post(USER + "/logout").willReturn(aResponse().withStatus(204)));
        sessions("[]");
        consents("[]");
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
        var trusting = connected(VERTX, url, Map.of("cordon.vendor.keycloak.ca", ca));
        return new KeycloakDisable(trusting).containing(ACCOUNT);
    }

    @Override
    public Effect effect() {
        return new KeycloakDisable(keycloak).containing(ACCOUNT);
    }

    @Override
    public void effectIsReady() {
        effect().look();
    }

    @Test
    void enabled_is_changed_and_all_the_rest_sent_back_as_it_was() {
        assertThat(effect().ask(ask())).isEqualTo("enabled: false, was true");

        SERVER.verify(1, putRequestedFor(urlEqualTo(USER)).withRequestBody(equalToJson("""
                {"id": "%s", "username": "m.keller", "email": "m.keller@acme.example", "enabled": false,
                 "attributes": {"department": ["finance"]}, "requiredActions": ["CONFIGURE_TOTP"], "notBefore": 100}
                """.formatted(ID))));
    }

    @Test
    void a_disabled_account_is_contained_and_can_be_enabled_again() {
        user("{\"id\": \"%s\", \"username\": \"m.keller\", \"enabled\": false}".formatted(ID));
        var release = new KeycloakDisable(keycloak).releasing(ACCOUNT);

        assertThat(release.look()).isEqualTo(State.CONTAINED);
        assertThat(release.ask(ask())).isEqualTo("enabled: true, was false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service-account-backup", "cordon-connector"})
    void machines_and_ourselves_are_not_locked_out(String name) {
        user("{\"id\": \"%s\", \"username\": \"%s\", \"enabled\": true}".formatted(ID, name));
        sessions("[{\"id\": \"s\"}]");

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> revocation().ask(ask())).isInstanceOf(VendorException.Refused.class);
        SERVER.verify(0, putRequestedFor(urlEqualTo(USER)));
        SERVER.verify(0, postRequestedFor(urlEqualTo(USER + "/logout")));
    }

    @Test
    void an_account_mastered_elsewhere_says_so() {
        user("{\"id\": \"%s\", \"username\": \"x\", \"enabled\": true, \"federationLink\": \"ldap\"}".formatted(ID));
        SERVER.stubFor(
                put(USER).willReturn(okJson("{\"errorMessage\": \"read only\"}").withStatus(400)));

        assertThatThrownBy(() -> effect().ask(ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("read-only-account"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errorMessage\": \"canary\"}",
                "{\"error\": \"canary\", \"error_description\": \"canary\"}",
                "{\"errors\": [{\"field\": \"email\", \"errorMessage\": \"canary\"}]}",
                "canary"
            })
    void every_shape_of_error_is_a_refusal_in_our_own_words(String body) {
        SERVER.stubFor(put(USER).willReturn(aResponse().withStatus(400).withBody(body)));

        assertThatThrownBy(() -> effect().ask(ask()))
                .isInstanceOf(VendorException.Refused.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void an_id_from_outside_stays_one_path_segment() {
        var climbing = new Target.Account("keycloak", "../../master/users/x?y", "x", null);

        assertThatThrownBy(() -> new KeycloakDisable(keycloak).probe(climbing)).isInstanceOf(VendorException.class);
        SERVER.verify(1, getRequestedFor(urlEqualTo(USERS + "/..%2F..%2Fmaster%2Fusers%2Fx%3Fy")));
    }

    @Test
    void a_name_is_found_exactly() {
        found("username", "[{\"id\": \"1\", \"username\": \"al\"}, {\"id\": \"2\", \"username\": \"malice\"}]");

        assertThat(find("al")).extracting(Target.Account::id).containsExactly("1");
        SERVER.verify(getRequestedFor(urlPathEqualTo(USERS))
                .withQueryParam("username", equalTo("al"))
                .withQueryParam("exact", equalTo("true")));
    }

    @Test
    void a_mail_address_is_looked_for_when_no_name_matches() {
        found("username", "[]");
        found("email", "[{\"id\": \"1\", \"username\": \"m.keller\", \"email\": \"M.Keller@acme.example\"}]");

        assertThat(find("m.keller@acme.example"))
                .extracting(Target.Account::name)
                .containsExactly("m.keller");
    }

    @Test
    void an_id_is_looked_for_last_and_an_unknown_one_is_nobody() {
        found("username", "[]");
        assertThat(find(ID)).extracting(Target.Account::name).containsExactly("m.keller");

        SERVER.stubFor(get(USERS + "/unknown-id")
                .willReturn(okJson("{\"error\": \"x\"}").withStatus(404)));
        assertThat(find("unknown-id")).isEmpty();
    }

    @Test
    void without_sessions_there_is_nothing_to_end() {
        assertThat(revocation().look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void a_session_is_ended_and_seen_to_be_gone_only_when_older_tokens_are_refused_too() {
        sessions("[{\"id\": \"s\"}]");
        var revocation = revocation();
        assertThat(revocation.look()).isEqualTo(State.FREE);
        revocation.ask(ask());

        sessions("[]");
        assertThat(revocation.look()).as("not-before has not moved").isEqualTo(State.FREE);
        user("{\"id\": \"%s\", \"username\": \"m.keller\", \"enabled\": false, \"notBefore\": 200}".formatted(ID));
        assertThat(revocation.look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void offline_tokens_survive_a_logout_and_are_removed_by_their_clients_name() {
        consents("""
                [{"clientId": "mail app", "additionalGrants": [{"client": "uuid-1", "key": "Offline Token"}]},
                 {"clientId": "portal", "additionalGrants": []}]
                """);
        SERVER.stubFor(delete(urlEqualTo(USER + "/consents/mail%20app"))
                .willReturn(aResponse().withStatus(204)));
        var revocation = revocation();

        assertThat(revocation.look()).isEqualTo(State.FREE);
        assertThat(revocation.ask(ask())).isEqualTo("logged out, 1 offline grants removed");
        SERVER.verify(1, postRequestedFor(urlEqualTo(USER + "/logout")));
        SERVER.verify(
                1,
                deleteRequestedFor(urlEqualTo(USER + "/consents/mail%20app"))
                        .withHeader("X-Cordon-Action", containing("action")));
    }

    @Test
    void a_consent_that_has_gone_by_itself_is_no_failure() {
        consents("[{\"clientId\": \"mail\", \"additionalGrants\": [{\"key\": \"Offline Token\"}]}]");
        SERVER.stubFor(delete(urlEqualTo(USER + "/consents/mail"))
                .willReturn(aResponse().withStatus(404)));

        assertThat(revocation().ask(ask())).startsWith("logged out");
    }

    private Effect revocation() {
        return new KeycloakSessions(keycloak).revoking(ACCOUNT);
    }

    private List<Target.Account> find(String query) {
        return new KeycloakLookup(keycloak).find(query).live();
    }

    private static void user(String json) {
        SERVER.stubFor(get(USER).willReturn(okJson(json)));
    }

    private static void sessions(String json) {
        SERVER.stubFor(get(USER + "/sessions").willReturn(okJson(json)));
    }

    private static void consents(String json) {
        SERVER.stubFor(get(USER + "/consents").willReturn(okJson(json)));
    }

    private static void found(String field, String json) {
        SERVER.stubFor(
                get(urlPathEqualTo(USERS)).withQueryParam(field, containing("")).willReturn(okJson(json)));
    }

    private static Keycloak connected() {
        return connected(VERTX, SERVER.baseUrl());
    }

    static Keycloak connected(Vertx vertx, String url) {
        return connected(vertx, url, Map.of());
    }

    private static Keycloak connected(Vertx vertx, String url, Map<String, String> more) {
        var config = Settings.of(
                KeycloakConfig.class,
                Map.of(
                        "cordon.vendor.keycloak.url", url + "/",
                        "cordon.vendor.keycloak.realm", "acme",
                        "cordon.vendor.keycloak.client-id", "cordon-connector",
                        "cordon.vendor.keycloak.client-secret", "client-secret"),
                more);
        return new Keycloak(vertx, "keycloak", Settings.tenant(config.tenants(), "keycloak"));
    }
}
