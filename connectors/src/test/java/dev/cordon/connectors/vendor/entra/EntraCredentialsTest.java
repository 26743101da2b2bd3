package dev.cordon.connectors.vendor.entra;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.cordon.connectors.vendor.entra.EntraStub.ACCOUNT;
import static dev.cordon.connectors.vendor.entra.EntraStub.GLOBAL_ADMINISTRATOR;
import static dev.cordon.connectors.vendor.entra.EntraStub.ID;
import static dev.cordon.connectors.vendor.entra.EntraStub.ROLE;
import static dev.cordon.connectors.vendor.entra.EntraStub.ROLES;
import static dev.cordon.connectors.vendor.entra.EntraStub.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look.State;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntraCredentialsTest {
    private static final String BEFORE = "2030-01-01T00:00:00Z";
    private static final String AFTER = "2030-01-02T00:00:00Z";
    private static final String REVOKE = USER + "/revokeSignInSessions";
    private static final String METHODS = USER + "/authentication/methods";
    private final EntraStub stub = new EntraStub();

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void sessions_are_seen_to_be_revoked_when_their_time_has_moved() {
        sessionsFrom(BEFORE);
        stub.api.stubFor(post(REVOKE).willReturn(okJson("{\"value\": true}")));
        var revocation = sessions();

        assertThat(revocation.look()).isEqualTo(State.FREE);
        assertThat(revocation.ask(stub.ask())).isEqualTo("revoked, was " + BEFORE);
        assertThat(revocation.look()).as("it takes minutes").isEqualTo(State.FREE);
        sessionsFrom(AFTER);
        assertThat(revocation.look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void sessions_that_somebody_revoked_before_us_prove_nothing() {
        sessionsFrom(BEFORE);
        var revocation = sessions();
        revocation.look();
        sessionsFrom(AFTER);

        assertThat(revocation.look()).isEqualTo(State.FREE);
    }

    @Test
    void after_an_interruption_the_receipt_says_where_the_time_stood() {
        sessionsFrom(BEFORE);
        var resumed = sessions();
        resumed.resume("revoked, was " + BEFORE);
        assertThat(resumed.look()).isEqualTo(State.FREE);
        sessionsFrom(AFTER);
        assertThat(resumed.look()).isEqualTo(State.CONTAINED);

        var lost = sessions();
        lost.resume("");
        assertThat(lost.look()).isEqualTo(State.FREE);
    }

    @Test
    void an_empty_success_is_one_and_a_false_is_none() {
        sessionsFrom(BEFORE);
        stub.api.stubFor(post(REVOKE).willReturn(aResponse().withStatus(204)));
        assertThat(sessions().ask(stub.ask())).startsWith("revoked");

        stub.api.stubFor(post(REVOKE).willReturn(okJson("{\"value\": false}")));
        assertThatThrownBy(() -> sessions().ask(stub.ask())).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void guests_have_their_sessions_and_password_elsewhere() {
        stub.user("\"accountEnabled\": true, \"userType\": \"Guest\"");

        refused(sessions(), "guest-account");
        refused(password(), "guest-account");
        stub.api.verify(0, postRequestedFor(urlEqualTo(REVOKE)));
    }

    @Test
    void a_password_is_random_every_time_and_stands_nowhere_else() throws IOException {
        passwordFrom(BEFORE);
        stub.api.stubFor(patch(urlEqualTo(USER)).willReturn(aResponse().withStatus(204)));
        var reset = password();
        assertThat(reset.look()).isEqualTo(State.FREE);
        var receipt = reset.ask(stub.ask());
        password().ask(stub.ask());

        var sent = stub.api.findAll(patchRequestedFor(urlEqualTo(USER)));
        var first = profile(sent.getFirst().getBodyAsString());
        assertThat(first.path("forceChangePasswordNextSignIn").asBoolean()).isTrue();
        assertThat(first.path("password").asText())
                .hasSizeGreaterThanOrEqualTo(32)
                .isNotEqualTo(profile(sent.getLast().getBodyAsString())
                        .path("password")
                        .asText());
        assertThat(receipt).isEqualTo("password changed, was " + BEFORE);
        passwordFrom(AFTER);
        assertThat(reset.look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void a_password_mastered_on_premises_is_changed_only_where_it_is_written_back() {
        stub.user("\"accountEnabled\": true, \"onPremisesSyncEnabled\": true");
        stub.api.stubFor(patch(urlEqualTo(USER)).willReturn(aResponse().withStatus(204)));
        refused(password(), "read-only-account");

        var writing = stub.connected(Map.of("cordon.vendor.entra.password-writeback", "true"));
        assertThat(new EntraPassword(writing).resetting(ACCOUNT).ask(stub.ask()))
                .startsWith("password changed");
    }

    @Test
    void the_last_global_administrator_keeps_password_and_factors() {
        stub.api.stubFor(get(urlPathEqualTo(ROLES))
                .willReturn(okJson("{\"value\": [{\"id\": \"%s\", \"roleTemplateId\": \"%s\"}]}"
                        .formatted(ROLE, GLOBAL_ADMINISTRATOR))));
        stub.api.stubFor(get(urlPathEqualTo("/v1.0/directoryRoles/" + ROLE + "/members"))
                .willReturn(okJson("{\"value\": [{\"id\": \"%s\", \"accountEnabled\": true}]}".formatted(ID))));
        methods(method("phone", "p-1"));

        refused(password(), "last-administrator");
        refused(factors(), "last-administrator");
    }

    @Test
    void every_factor_but_the_password_is_deleted_under_its_own_kind() {
        methods(
                method("password", "28c10230-6103-485e-b985-444c60001490"),
                method("phone", "p-1"),
                method("fido2", "f/2"));
        deletes("phoneMethods/p-1", 204);
        deletes("fido2Methods/f%2F2", 204);
        var factors = factors();

        assertThat(factors.look()).isEqualTo(State.FREE);
        assertThat(factors.ask(stub.ask())).isEqualTo("2 second factors deleted");
        methods(method("password", "28c10230-6103-485e-b985-444c60001490"));
        assertThat(factors.look()).isEqualTo(State.CONTAINED);
        stub.api.verify(2, deleteRequestedFor(urlMatching(USER + "/authentication/.*")));
    }

    @Test
    void the_default_factor_goes_last_whichever_it_is() {
        methods(method("phone", "p-1"), method("softwareOath", "o-2"));
        stub.api.stubFor(delete(USER + "/authentication/phoneMethods/p-1")
                .inScenario("default")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("last")
                .willReturn(aResponse().withStatus(400)));
        stub.api.stubFor(delete(USER + "/authentication/phoneMethods/p-1")
                .inScenario("default")
                .whenScenarioStateIs("last")
                .willReturn(aResponse().withStatus(204)));
        deletes("softwareOathMethods/o-2", 204);

        assertThat(factors().ask(stub.ask())).isEqualTo("2 second factors deleted");
    }

    @Test
    void a_factor_that_has_gone_by_itself_is_no_failure_and_one_that_stays_is() {
        methods(method("email", "e-1"));
        deletes("emailMethods/e-1", 404);
        assertThat(factors().ask(stub.ask())).startsWith("1 second factors");

        deletes("emailMethods/e-1", 400);
        assertThatThrownBy(() -> factors().ask(stub.ask())).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void nothing_is_deleted_when_something_could_not_be() {
        methods(method("phone", "p-1"), method("hardwareOath", "h-1"));

        refused(factors(), "factor-not-removable");
        stub.api.verify(0, deleteRequestedFor(urlMatching(".*")));
    }

    private Effect sessions() {
        return new EntraSessions(stub.connected()).revoking(ACCOUNT);
    }

    private Effect password() {
        return new EntraPassword(stub.connected()).resetting(ACCOUNT);
    }

    private Effect factors() {
        return new EntraFactors(stub.connected()).resetting(ACCOUNT);
    }

    private void refused(Effect effect, String code) {
        assertThatThrownBy(() -> effect.ask(stub.ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private void sessionsFrom(String time) {
        stub.user("\"accountEnabled\": true, \"signInSessionsValidFromDateTime\": \"%s\"".formatted(time));
    }

    private void passwordFrom(String time) {
        stub.user("\"accountEnabled\": true, \"lastPasswordChangeDateTime\": \"%s\"".formatted(time));
    }

    private void methods(String... methods) {
        stub.api.stubFor(get(METHODS).willReturn(okJson("{\"value\": [%s]}".formatted(String.join(", ", methods)))));
    }

    private static String method(String kind, String id) {
        return "{\"@odata.type\": \"#microsoft.graph.%sAuthenticationMethod\", \"id\": \"%s\"}".formatted(kind, id);
    }

    private void deletes(String path, int status) {
        stub.api.stubFor(
                delete(USER + "/authentication/" + path).willReturn(aResponse().withStatus(status)));
    }

    private static JsonNode profile(String body) throws IOException {
        return new ObjectMapper().readTree(body).path("passwordProfile");
    }
}
