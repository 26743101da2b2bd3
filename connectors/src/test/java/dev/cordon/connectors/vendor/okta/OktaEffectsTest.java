package dev.cordon.connectors.vendor.okta;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions, password, factors.
class OktaEffectsTest {
    private final OktaConfig.Org org = Cloud.org();
    private final Okta okta = Cloud.okta(org);
    private final Bystanders bystanders = new Bystanders(okta, org);

    @BeforeEach
    void everything_is_well() {
        Cloud.well();
        factors("[]");
    }

    @Test
    void sessions_end_with_their_oauth_tokens_and_count_as_ended_only_when_okta_said_so() {
        var revoking = sessions();
        assertThat(revoking.look()).isEqualTo(State.FREE);

        var receipt = revoking.ask(Cloud.ask());
        assertThat(revoking.look()).isEqualTo(State.CONTAINED);
        Cloud.SERVER.verify(
                1,
                deleteRequestedFor(urlEqualTo(Cloud.USER + "/sessions?oauthTokens=true&forgetDevices=true"))
                        .withHeader("X-Cordon-Action", equalTo("action-1")));

        var later = sessions();
        later.resume(receipt);
        assertThat(later.look()).as("after an interruption").isEqualTo(State.CONTAINED);
    }

    @Test
    void a_revocation_without_an_answer_is_not_taken_for_done() {
        Cloud.SERVER.stubFor(delete(urlPathEqualTo(Cloud.USER + "/sessions"))
                .willReturn(aResponse().withStatus(503)));
        var revoking = sessions();
        revoking.look();

        assertThatThrownBy(() -> revoking.ask(Cloud.ask())).isInstanceOf(VendorException.Unavailable.class);
        assertThat(revoking.look()).isEqualTo(State.FREE);
    }

    @Test
    void a_random_password_is_set_in_part_of_the_record_and_stands_nowhere_else() {
        var resetting = password();
        assertThat(resetting.look()).isEqualTo(State.FREE);
        var receipt = resetting.ask(Cloud.ask());
        assertThat(resetting.look()).as("not seen yet").isEqualTo(State.FREE);

        passwordChanged("\"2030-01-02T00:00:00.000Z\"");
        assertThat(resetting.look()).isEqualTo(State.CONTAINED);
        assertThat(receipt).isEqualTo("password set, was of 2030-01-01T00:00:00.000Z");
        Cloud.SERVER.verify(
                1,
                postRequestedFor(urlEqualTo(Cloud.USER))
                        .withRequestBody(matchingJsonPath("$.credentials.password.value", matching("\\S{40}"))));
        Cloud.SERVER.verify(0, putRequestedFor(urlEqualTo(Cloud.USER)));
    }

    @Test
    void after_an_interruption_the_password_of_before_is_known_from_the_receipt() {
        passwordChanged("\"2030-01-02T00:00:00.000Z\"");
        var later = password();
        later.resume("password set, was of 2030-01-01T00:00:00.000Z");

        assertThat(later.look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void a_time_that_is_none_is_unreadable() {
        passwordChanged("\"canary text\"");

        assertThatThrownBy(() -> password().look())
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void an_account_that_never_had_a_password_can_be_given_one() {
        passwordChanged("null");
        var resetting = password();
        assertThat(resetting.look()).isEqualTo(State.FREE);

        assertThat(resetting.ask(Cloud.ask())).endsWith("never");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACTIVE_DIRECTORY", "LDAP", "FEDERATION", "SOCIAL", "IMPORT"})
    void a_password_that_is_kept_elsewhere_is_reset_there(String provider) {
        Cloud.SERVER.stubFor(get(Cloud.USER)
                .willReturn(okJson(Cloud.user(Cloud.ID, "ACTIVE", "x@y").replace("\"OKTA\"", "\"" + provider + "\""))));

        assertThatThrownBy(() -> password().ask(Cloud.ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("password-elsewhere"));
    }

    @Test
    void an_empty_list_of_factors_proves_nothing_before_they_were_reset() {
        var resetting = factors();
        assertThat(resetting.look()).isEqualTo(State.FREE);

        assertThat(resetting.ask(Cloud.ask())).isEqualTo("all factors reset");
        assertThat(resetting.look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void factors_that_are_left_are_left() {
        factors("[{\"id\": \"f1\", \"factorType\": \"push\"}]");
        var resetting = factors();
        resetting.ask(Cloud.ask());
        assertThat(resetting.look()).isEqualTo(State.FREE);

        factors("[]");
        assertThat(resetting.look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void a_deactivated_account_has_neither_password_nor_factors_to_reset() {
        Cloud.user("DEPROVISIONED");

        for (var effect : new Effect[] {password(), factors()}) {
            assertThatThrownBy(() -> effect.ask(Cloud.ask()))
                    .isInstanceOfSatisfying(
                            VendorException.Refused.class,
                            e -> assertThat(e.code()).isEqualTo("account-state"));
        }
    }

    private Effect sessions() {
        return new OktaSessions(okta, bystanders).revoking(Cloud.ACCOUNT);
    }

    private Effect password() {
        return new OktaPassword(okta, bystanders).resetting(Cloud.ACCOUNT);
    }

    private Effect factors() {
        return new OktaFactors(okta, bystanders).resetting(Cloud.ACCOUNT);
    }

    private static void factors(String json) {
        Cloud.SERVER.stubFor(get(Cloud.USER + "/factors").willReturn(okJson(json)));
    }

    private static void passwordChanged(String json) {
        Cloud.SERVER.stubFor(get(Cloud.USER)
                .willReturn(okJson(Cloud.user(Cloud.ID, "ACTIVE", "m.keller@acme.example")
                        .replace("\"2030-01-01T00:00:00.000Z\"", json))));
    }
}
