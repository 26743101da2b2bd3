package dev.cordon.connectors.vendor.google;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
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
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A stubbed directory in which all is well. The token host is another one, as Google's is.
final class Cloud {
    static final String ID = "103994709278111222333";
    static final Target.Account ACCOUNT =
            new Target.Account("google", ID, "m.keller@acme.example", "m.keller@acme.example");
    static final String USERS = "/admin/directory/v1/users";
    static final String USER = USERS + "/" + ID;
    static final WireMockServer SERVER = started();
    static final WireMockServer TOKENS = started();
    private static final Vertx VERTX = Vertx.vertx();
    private static final String KEY = key();

    private Cloud() {}

    static void well() {
        SERVER.resetAll();
        TOKENS.resetAll();
        TOKENS.stubFor(post("/token")
                .willReturn(okJson("{\"access_token\": \"t\", \"expires_in\": 3599, \"token_type\": \"Bearer\"}")));
        user(Map.of());
        listed("tokens", "{\"kind\": \"admin#directory#tokenList\"}");
        listed("asps", "{\"kind\": \"admin#directory#aspList\"}");
        SERVER.stubFor(patch(USER).willReturn(okJson("{\"id\": \"%s\"}".formatted(ID))));
        SERVER.stubFor(post(USER + "/signOut").willReturn(aResponse().withStatus(204)));
        SERVER.stubFor(post(USER + "/twoStepVerification/turnOff")
                .willReturn(aResponse().withStatus(204)));
    }

    /// @param more what is otherwise than usual
    static void user(Map<String, String> more) {
        SERVER.stubFor(get(urlPathEqualTo(USER)).willReturn(okJson(user(ID, "m.keller@acme.example", more))));
    }

    static String user(String id, String address, Map<String, String> more) {
        var fields = new TreeMap<String, String>(Map.of(
                "suspended", "false",
                "isAdmin", "false",
                "isEnrolledIn2Sv", "true",
                "isEnforcedIn2Sv", "false",
                "changePasswordAtNextLogin", "false"));
        fields.putAll(more);
        return fields.entrySet().stream()
                .map(field -> ", \"%s\": %s".formatted(field.getKey(), field.getValue()))
                .collect(Collectors.joining(
                        "",
                        "{\"id\": \"%s\", \"primaryEmail\": \"%s\", \"aliases\": [\"mara@acme.example\"]"
                                .formatted(id, address),
                        "}"));
    }

    static void listed(String what, String json) {
        SERVER.stubFor(get(USER + "/" + what).willReturn(okJson(json)));
    }

    static String problem(int code, String reason) {
        return """
                {"error": {"code": %d, "message": "canary", "errors": [{"domain": "global", "reason": "%s"}]}}
                """.formatted(code, reason);
    }

    static GoogleConfig.Customer customer(Map<String, String> more) {
        var settings = new HashMap<String, String>();
        settings.put("cordon.vendor.google.url", SERVER.baseUrl());
        settings.put("cordon.vendor.google.token-url", TOKENS.baseUrl() + "/token");
        settings.put("cordon.vendor.google.service-account", "cordon@project.iam.gserviceaccount.com");
        settings.put("cordon.vendor.google.private-key", KEY);
        settings.put("cordon.vendor.google.key-id", "key-1");
        settings.put("cordon.vendor.google.admin", "cordon.admin@acme.example");
        settings.put("cordon.vendor.google.domains", "acme.example");
        more.forEach((name, value) -> settings.put("cordon.vendor.google." + name, value));
        return Settings.tenant(Settings.of(GoogleConfig.class, settings).tenants(), "google");
    }

    static Directory directory() {
        return directory(Map.of());
    }

    static Directory directory(Map<String, String> more) {
        return new Directory(VERTX, "google", customer(more));
    }

    static Ask ask() {
        return new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);
    }

    /// What a signed assertion says.
    static String claims(String token) {
        var body = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        return new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8);
    }

    private static WireMockServer started() {
        var server = new WireMockServer(
                WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
        server.start();
        return server;
    }

    private static String key() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return "-----BEGIN PRIVATE KEY-----\\n"
                    + Base64.getEncoder()
                            .encodeToString(
                                    generator.generateKeyPair().getPrivate().getEncoded())
                    + "\\n-----END PRIVATE KEY-----\\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
