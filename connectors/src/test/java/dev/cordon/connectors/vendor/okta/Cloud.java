package dev.cordon.connectors.vendor.okta;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// A stubbed Okta in which all is well.
final class Cloud {
    static final String ID = "00u1abcdEFGH23456789";
    static final Target.Account ACCOUNT = new Target.Account("okta", ID, "m.keller@acme.example", null);
    static final String USER = "/api/v1/users/" + ID;
    static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final Vertx VERTX = Vertx.vertx();
    private static final String KEY = key();

    static {
        SERVER.start();
    }

    private Cloud() {}

    static void well() {
        SERVER.resetAll();
        SERVER.stubFor(post("/oauth2/v1/token")
                .willReturn(okJson("{\"access_token\": \"t\", \"expires_in\": 3600, \"token_type\": \"Bearer\"}")));
        user("ACTIVE");
        SERVER.stubFor(get(USER + "/roles").willReturn(okJson("[]")));
        SERVER.stubFor(get("/api/v1/users/me").willReturn(okJson("{\"id\": \"00uowner\"}")));
        SERVER.stubFor(post(USER + "/lifecycle/suspend").willReturn(aResponse().withStatus(200)));
        SERVER.stubFor(
                post(USER + "/lifecycle/unsuspend").willReturn(aResponse().withStatus(200)));
        SERVER.stubFor(
                post(USER + "/lifecycle/reset_factors").willReturn(aResponse().withStatus(200)));
        SERVER.stubFor(post(USER).willReturn(okJson(user(ID, "ACTIVE", "m.keller@acme.example"))));
        SERVER.stubFor(delete(urlPathEqualTo(USER + "/sessions"))
                .willReturn(aResponse().withStatus(204)));
    }

    static void user(String status) {
        SERVER.stubFor(get(USER).willReturn(okJson(user(ID, status, "m.keller@acme.example"))));
    }

    static String user(String id, String status, String login) {
        return """
                {"id": "%s", "status": "%s", "transitioningToStatus": null, "passwordChanged": "2030-01-01T00:00:00.000Z",
                 "profile": {"login": "%s", "email": "m.keller@acme.example"},
                 "credentials": {"provider": {"type": "OKTA", "name": "OKTA"}}}
                """.formatted(id, status, login);
    }

    static OktaConfig.Org org(Map<String, String> more) {
        var settings = new HashMap<String, String>();
        settings.put("cordon.vendor.okta.url", SERVER.baseUrl() + "/");
        more.forEach((name, value) -> settings.put("cordon.vendor.okta." + name, value));
        return Settings.tenant(Settings.of(OktaConfig.class, settings).tenants(), "okta");
    }

    /// With the key of a service app.
    static OktaConfig.Org org() {
        return org(Map.of("client-id", "app-1", "private-key", KEY, "key-id", "key-1"));
    }

    static OktaConfig.Org org(String url, String ca) {
        return org(Map.of("url", url, "ca", ca, "client-id", "app-1", "private-key", KEY, "key-id", "key-1"));
    }

    static Okta okta(OktaConfig.Org org) {
        return new Okta(VERTX, "okta", org);
    }

    static Ask ask() {
        return new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);
    }

    /// What a signed assertion says.
    static String claims(String token) {
        var body = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        return new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8);
    }

    private static String key() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getEncoder()
                            .encodeToString(
                                    generator.generateKeyPair().getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
