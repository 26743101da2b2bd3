package dev.cordon.connectors.vendor.entra;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.cordon.connectors.vendor.entra.EntraStub.ID;
import static dev.cordon.connectors.vendor.entra.EntraStub.USERS;
import static dev.cordon.connectors.vendor.entra.EntraStub.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.contract.Target;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntraLookupTest {
    private static final String OTHER = "22222222-2222-3333-4444-555555555555";
    private final EntraStub stub = new EntraStub();

    @BeforeEach
    void nobody_is_known() {
        stub.api.stubFor(get(urlPathEqualTo(USERS)).atPriority(9).willReturn(okJson("{\"value\": []}")));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void a_sign_in_name_or_mail_address_is_found_exactly() {
        answers(
                "userPrincipalName eq 'm.keller@acme.example' or mail eq 'm.keller@acme.example'",
                user(ID, "M.Keller@acme.example", "\"mail\": \"m.keller@acme.example\""),
                user(OTHER, "xm.keller@acme.example", "\"mail\": null"));

        assertThat(find("m.keller@acme.example")).singleElement().satisfies(account -> {
            assertThat(account.id()).isEqualTo(ID);
            assertThat(account.mail()).isEqualTo("m.keller@acme.example");
        });
    }

    @Test
    void an_alias_is_looked_for_when_no_name_matches() {
        answers(
                "proxyAddresses/any(p:p eq 'smtp:keller@acme.example')",
                user(ID, "m.keller@acme.example", "\"proxyAddresses\": [\"smtp:Keller@acme.example\"]"));

        assertThat(find("keller@acme.example")).extracting(Target.Account::id).containsExactly(ID);
    }

    @Test
    void a_short_name_that_is_one_account_here_and_another_behind_is_ambiguous() {
        answers("startswith(userPrincipalName,'m.keller@')", user(ID, "m.keller@acme.example", "\"mail\": null"));
        answers(
                "onPremisesSamAccountName eq 'm.keller'",
                user(OTHER, "mk2@acme.example", "\"onPremisesSamAccountName\": \"m.keller\""));

        assertThat(find("m.keller")).hasSize(2);
        stub.api.verify(
                2,
                getRequestedFor(urlPathEqualTo(USERS))
                        .withHeader("ConsistencyLevel", equalTo("eventual"))
                        .withQueryParam("$count", equalTo("true")));
    }

    @Test
    void the_same_account_found_twice_is_one() {
        var one = user(ID, "m.keller@acme.example", "\"onPremisesSamAccountName\": \"m.keller\"");
        answers("startswith(userPrincipalName,'m.keller@')", one);
        answers("onPremisesSamAccountName eq 'm.keller'", one);

        assertThat(find("m.keller")).hasSize(1);
    }

    @Test
    void a_sid_is_the_directorys_own_or_the_domains() {
        answers(
                "onPremisesSecurityIdentifier eq 'S-1-5-21-1-2-3-1104'",
                user(ID, "a@acme.example", "\"onPremisesSecurityIdentifier\": \"S-1-5-21-1-2-3-1104\""));
        answers(
                "securityIdentifier eq 'S-1-12-1-1-2-3-4'",
                user(OTHER, "b@acme.example", "\"securityIdentifier\": \"S-1-12-1-1-2-3-4\""));

        assertThat(find("S-1-5-21-1-2-3-1104")).extracting(Target.Account::id).containsExactly(ID);
        assertThat(find("S-1-12-1-1-2-3-4")).extracting(Target.Account::id).containsExactly(OTHER);
    }

    @Test
    void an_object_id_is_read_as_such_and_an_unknown_one_is_nobody() {
        assertThat(find(ID)).hasSize(1);
        assertThat(find(OTHER)).isEmpty();
    }

    @Test
    void a_page_that_is_not_the_whole_is_ambiguous() {
        stub.api.stubFor(get(urlPathEqualTo(USERS))
                .withQueryParam("$filter", equalTo("userPrincipalName eq 'a@b.c' or mail eq 'a@b.c'"))
                .willReturn(okJson("{\"value\": [%s, %s], \"@odata.nextLink\": \"https://x\"}"
                        .formatted(user(ID, "a@b.c", "\"mail\": null"), user(OTHER, "x@b.c", "\"mail\": null")))));

        assertThat(find("a@b.c")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "o'neil", "a' or mail ne 'x", "a b", "$a@b.c", "a\nb", "ACME\\keller", "a/b", "a%b"})
    void what_could_be_a_query_is_never_sent(String query) {
        assertThat(find(query)).isEmpty();
        assertThat(stub.api.getAllServeEvents()).isEmpty();
    }

    private List<Target.Account> find(String query) {
        return new EntraLookup(stub.connected()).find(query).live();
    }

    private void answers(String filter, String... users) {
        stub.api.stubFor(get(urlPathEqualTo(USERS))
                .withQueryParam("$filter", equalTo(filter))
                .willReturn(okJson("{\"value\": [%s]}".formatted(String.join(", ", users)))));
    }
}
