package dev.cordon.connectors.vendor.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeycloakCredentialsTest {
    private static final Target.Account ACCOUNT = new Target.Account("keycloak", "id-1234-5678", "m.keller", null);
    private static final String USER = "/admin/realms/acme/users/id-1234-5678";

    private final WireMockServer server = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private final Vertx vertx = Vertx.vertx();
    private Keycloak keycloak = KeycloakTest.connected(vertx, "http://127.0.0.1:1");

    @BeforeEach
    void an_account_with_a_password_and_two_factors() {
        server.start();
        keycloak = KeycloakTest.connected(vertx, server.baseUrl());
        server.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(404)));
        server.stubFor(post("/realms/acme/protocol/openid-connect/token")
                .willReturn(okJson("{\"access_token\": \"t\", \"expires_in\": 60}")));
        server.stubFor(get(USER).willReturn(okJson("""
                {"id": "id-1234-5678", "username": "m.keller", "enabled": true, "requiredActions": ["VERIFY_EMAIL"],
                 "access": {"manage": true}}
                """)));
        server.stubFor(put(urlEqualTo(USER)).willReturn(aResponse().withStatus(204)));
        credentials("""
                [{"id": "p-1", "type": "password", "createdDate": 1000},
                 {"id": "o-1", "type": "otp", "createdDate": 1000}, {"id": "w-1", "type": "webauthn"}]
                """);
    }

    @AfterEach
    void stop() {
        server.stop();
        vertx.close();
    }

    @Test
    void a_password_is_replaced_by_one_that_nobody_knows_and_that_must_be_changed() {
        server.stubFor(
                put(urlEqualTo(USER + "/reset-password")).willReturn(aResponse().withStatus(204)));
        var reset = new KeycloakPassword(keycloak).resetting(ACCOUNT);

        assertThat(reset.look()).isEqualTo(Look.State.FREE);
        var receipt = reset.ask(ask());
        assertThat(reset.look()).isEqualTo(Look.State.FREE);
        credentials("[{\"id\": \"p-2\", \"type\": \"password\", \"createdDate\": 2000}]");
        assertThat(reset.look()).isEqualTo(Look.State.CONTAINED);

        var sent = server.findAll(putRequestedFor(urlEqualTo(USER + "/reset-password")));
        assertThat(sent).hasSize(1);
        var password = sent.getFirst().getBodyAsString().replaceAll(".*\"value\":\"([^\"]*)\".*", "$1");
        assertThat(password).hasSizeGreaterThanOrEqualTo(32);
        assertThat(receipt).doesNotContain(password).isEqualTo("password before: p-1@1000");
        server.verify(putRequestedFor(urlEqualTo(USER + "/reset-password"))
                .withRequestBody(matchingJsonPath("$.temporary", equalTo("true"))));
    }

    @Test
    void an_interrupted_reset_knows_from_its_receipt_which_password_was_there_before() {
        var reset = new KeycloakPassword(keycloak).resetting(ACCOUNT);
        reset.resume("password before: p-0@500");

        assertThat(reset.look()).isEqualTo(Look.State.CONTAINED);
    }

    @Test
    void second_factors_are_removed_after_the_account_was_made_to_enrol_anew_and_the_password_stays() {
        server.stubFor(delete(urlEqualTo(USER + "/credentials/o-1"))
                .willReturn(aResponse().withStatus(204)));
        var reset = new KeycloakMfa(keycloak).resetting(ACCOUNT);

        assertThat(reset.look()).isEqualTo(Look.State.FREE);
        // the security key is gone already: 404 is no failure, the next look tells
        reset.ask(ask());
        server.verify(putRequestedFor(urlEqualTo(USER))
                .withRequestBody(matchingJsonPath("$.requiredActions[0]", equalTo("VERIFY_EMAIL")))
                .withRequestBody(matchingJsonPath("$.requiredActions[1]", equalTo("CONFIGURE_TOTP"))));
        server.verify(1, deleteRequestedFor(urlEqualTo(USER + "/credentials/o-1")));
        server.verify(0, deleteRequestedFor(urlEqualTo(USER + "/credentials/p-1")));
        credentials("[{\"id\": \"p-1\", \"type\": \"password\", \"createdDate\": 1000}]");
        assertThat(reset.look()).isEqualTo(Look.State.CONTAINED);
    }

    private void credentials(String json) {
        server.stubFor(get(USER + "/credentials").willReturn(okJson(json)));
    }

    private static Ask ask() {
        return new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);
    }
}
