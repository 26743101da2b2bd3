package dev.cordon.connectors.vendor.okta;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.contract.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OktaLookupTest {
    private static final String BY_SHORT_NAME = "profile.login eq \"m.keller\" or profile.login sw \"m.keller@\"";

    private final OktaLookup lookup = new OktaLookup(Cloud.okta(Cloud.org()));

    @BeforeEach
    void everything_is_well() {
        Cloud.well();
        Cloud.SERVER.stubFor(get(urlPathEqualTo("/api/v1/users")).atPriority(9).willReturn(okJson("[]")));
    }

    @Test
    void a_login_is_found_in_any_case_and_nothing_that_only_looks_like_it() {
        search(
                "profile.login eq \"M.Keller@acme.example\"",
                user("1", "ACTIVE", "m.keller@acme.example"),
                user("2", "ACTIVE", "xm.keller@acme.example"));

        assertThat(lookup.find("M.Keller@acme.example").live())
                .extracting(Target.Account::id)
                .containsExactly("00uuser1");
    }

    @Test
    void a_mail_address_is_looked_for_when_it_is_nobodys_login() {
        search("profile.email eq \"m.keller@acme.example\"", user("1", "ACTIVE", "mk1@acme.example"));

        assertThat(lookup.find("m.keller@acme.example").live())
                .extracting(Target.Account::name)
                .containsExactly("mk1@acme.example");
    }

    @Test
    void a_login_without_its_domain_is_ambiguous_when_two_domains_have_it() {
        search(BY_SHORT_NAME, user("1", "ACTIVE", "m.keller@acme.example"), user("2", "ACTIVE", "m.keller@acme.test"));
        assertThat(lookup.find("m.keller").live()).hasSize(2);

        search(BY_SHORT_NAME, user("1", "ACTIVE", "m.keller@acme.example"), user("2", "ACTIVE", "m.kellerman@x"));
        assertThat(lookup.find("m.keller").live())
                .extracting(Target.Account::id)
                .containsExactly("00uuser1");
    }

    @Test
    void a_deactivated_account_is_for_reading_only() {
        search(BY_SHORT_NAME, user("1", "DEPROVISIONED", "m.keller@acme.example"));

        assertThat(lookup.find("m.keller").live()).isEmpty();
        assertThat(lookup.find("m.keller").stale()).hasSize(1);
    }

    @Test
    void an_answer_that_goes_on_is_ambiguous_as_a_whole() {
        Cloud.SERVER.stubFor(get(urlPathEqualTo("/api/v1/users"))
                .withQueryParam("search", equalTo(BY_SHORT_NAME))
                .willReturn(okJson("[%s, %s]"
                                .formatted(
                                        user("1", "ACTIVE", "m.keller@acme.example"),
                                        user("2", "DEPROVISIONED", "x@acme.example")))
                        .withHeader("Link", "<https://x/api/v1/users?limit=20>; rel=\"self\"")
                        .withHeader("Link", "<https://x/api/v1/users?after=1>; rel=\"next\"")));

        assertThat(lookup.find("m.keller").live()).hasSize(2);
    }

    @Test
    void an_id_is_read_directly_and_an_unknown_one_is_nobody() {
        assertThat(lookup.find(Cloud.ID).live()).extracting(Target.Account::id).containsExactly(Cloud.ID);

        Cloud.SERVER.stubFor(get("/api/v1/users/00uunknown")
                .willReturn(okJson("{\"errorCode\": \"E0000007\"}").withStatus(404)));
        assertThat(lookup.find("00uunknown").live()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\" or status eq \"ACTIVE", "a\\", "m keller", "m.keller@acme.example\n", "*"})
    void what_cannot_be_said_in_a_filter_is_nobody_and_is_not_asked_for(String query) {
        assertThat(lookup.find(query).live()).isEmpty();
        assertThat(Cloud.SERVER.getAllServeEvents()).isEmpty();
    }

    private static String user(String number, String status, String login) {
        return Cloud.user("00uuser" + number, status, login);
    }

    private static void search(String filter, String... users) {
        Cloud.SERVER.stubFor(get(urlPathEqualTo("/api/v1/users"))
                .withQueryParam("search", equalTo(filter))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody("[" + String.join(", ", users) + "]")));
    }
}
