package dev.cordon.connectors.vendor.google;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look.State;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sign-ins, password, second step.
class GoogleEffectsTest {
    private final Directory directory = Cloud.directory();
    private final Bystanders bystanders = new Bystanders(directory, Cloud.customer(Map.of()));

    @BeforeEach
    void everything_is_well() {
        Cloud.well();
    }

    @Test
    void signing_out_takes_tokens_and_app_passwords_along() {
        Cloud.listed("tokens", "{\"items\": [{\"clientId\": \"77.apps.example\", \"scopes\": []}]}");
        Cloud.listed("asps", "{\"items\": [{\"codeId\": 3, \"name\": \"mail\"}]}");
        Cloud.SERVER.stubFor(delete(Cloud.USER + "/tokens/77.apps.example")
                .willReturn(aResponse().withStatus(204)));
        Cloud.SERVER.stubFor(
                delete(Cloud.USER + "/asps/3").willReturn(aResponse().withStatus(404)));
        var revoking = signOut();
        assertThat(revoking.look()).isEqualTo(State.FREE);

        assertThat(revoking.ask(Cloud.ask())).isEqualTo("signed out, 1 tokens and 1 app passwords removed");
        assertThat(revoking.look()).as("still listed").isEqualTo(State.FREE);
        Cloud.listed("tokens", "{}");
        Cloud.listed("asps", "{}");
        assertThat(revoking.look()).isEqualTo(State.CONTAINED);
        Cloud.SERVER.verify(
                1,
                deleteRequestedFor(urlEqualTo(Cloud.USER + "/tokens/77.apps.example"))
                        .withHeader("X-Cordon-Action", equalTo("action-1")));
    }

    @Test
    void empty_lists_alone_are_no_sign_out_but_a_receipt_is() {
        assertThat(signOut().look()).isEqualTo(State.FREE);

        var later = signOut();
        later.resume("signed out, 0 tokens and 0 app passwords removed");
        assertThat(later.look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void a_suspended_account_that_cannot_be_signed_out_is_so_already() {
        Cloud.user(Map.of("suspended", "true"));
        Cloud.SERVER.stubFor(post(Cloud.USER + "/signOut")
                .willReturn(okJson(Cloud.problem(412, "conditionNotMet")).withStatus(412)));

        assertThat(signOut().ask(Cloud.ask())).startsWith("signed out");
        Cloud.user(Map.of("suspended", "false"));
        assertThatThrownBy(() -> signOut().ask(Cloud.ask())).isInstanceOf(VendorException.Conflict.class);
    }

    @Test
    void a_token_without_a_name_is_unreadable() {
        Cloud.listed("tokens", "{\"items\": [{\"displayText\": \"x\"}]}");

        assertThatThrownBy(() -> signOut().look())
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("unreadable");
    }

    @Test
    void a_random_password_is_set_and_must_be_changed() {
        var resetting = password();
        assertThat(resetting.look()).isEqualTo(State.FREE);
        assertThat(resetting.ask(Cloud.ask())).isEqualTo("password set, to be changed at the next sign-in");

        Cloud.user(Map.of("changePasswordAtNextLogin", "true"));
        assertThat(resetting.look()).isEqualTo(State.CONTAINED);
        Cloud.SERVER.verify(
                1,
                patchRequestedFor(urlEqualTo(Cloud.USER))
                        .withRequestBody(matchingJsonPath("$.password", matching("\\S{40}")))
                        .withRequestBody(matchingJsonPath("$.changePasswordAtNextLogin", equalTo("true"))));
    }

    @Test
    void a_mark_that_was_there_before_is_no_sign_that_an_unanswered_reset_arrived() {
        Cloud.SERVER.stubFor(patch(Cloud.USER).willReturn(aResponse().withStatus(503)));
        Cloud.user(Map.of("changePasswordAtNextLogin", "true"));
        var marked = password();
        assertThatThrownBy(() -> marked.ask(Cloud.ask())).isInstanceOf(VendorException.Unavailable.class);
        assertThat(marked.look()).isEqualTo(State.FREE);

        Cloud.user(Map.of());
        var unmarked = password();
        assertThatThrownBy(() -> unmarked.ask(Cloud.ask())).isInstanceOf(VendorException.Unavailable.class);
        Cloud.user(Map.of("changePasswordAtNextLogin", "true"));
        assertThat(unmarked.look()).as("it came with the password").isEqualTo(State.CONTAINED);
    }

    @Test
    void the_second_step_is_turned_off_unless_there_is_none() {
        assertThat(secondStep().look()).isEqualTo(State.FREE);
        assertThat(secondStep().ask(Cloud.ask())).isEqualTo("second step turned off");

        Cloud.user(Map.of("isEnrolledIn2Sv", "false"));
        assertThat(secondStep().look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void an_enforced_second_step_is_not_even_asked_for() {
        Cloud.user(Map.of("isEnforcedIn2Sv", "true"));

        assertThatThrownBy(() -> secondStep().ask(Cloud.ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("mfa-enforced"));
        Cloud.SERVER.verify(0, postRequestedFor(urlEqualTo(Cloud.USER + "/twoStepVerification/turnOff")));
    }

    private Effect signOut() {
        return new SignOut(directory, bystanders).revoking(Cloud.ACCOUNT);
    }

    private Effect password() {
        return new PasswordReset(directory, bystanders).resetting(Cloud.ACCOUNT);
    }

    private Effect secondStep() {
        return new SecondStep(directory, bystanders).resetting(Cloud.ACCOUNT);
    }
}
