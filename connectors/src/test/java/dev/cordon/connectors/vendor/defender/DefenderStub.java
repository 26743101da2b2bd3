package dev.cordon.connectors.vendor.defender;

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
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Defender's API and, on a host of its own, the desk that grants tokens.
final class DefenderStub implements AutoCloseable {
    static final String ID = "0123456789abcdef0123456789abcdef01234567";
    static final String SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    static final String ACTION = "11111111-2222-3333-4444-555555555555";
    static final Target.Host HOST = new Target.Host("defender", ID, "ws-0142", "workstation", List.of(), null);
    static final Target.HostFile FILE = new Target.HostFile(HOST, "C:\\Users\\m.keller\\svch0st.exe", null, SHA1);
    static final String MACHINE = "/api/machines/" + ID;
    static final String ACTIONS = "/api/machineactions";
    static final String TOKEN = "/acme/oauth2/v2.0/token";

    final WireMockServer api = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    final WireMockServer desk = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private final Vertx vertx = Vertx.vertx();

    DefenderStub() {
        api.start();
        desk.start();
        reset();
    }

    void reset() {
        api.resetAll();
        desk.resetAll();
        granted("opaque");
        api.stubFor(get(MACHINE).willReturn(okJson("{\"id\": \"%s\", \"machineTags\": [\"finance\"]}".formatted(ID))));
        actions();
    }

    void granted(String token) {
        desk.stubFor(post(TOKEN)
                .willReturn(okJson("{\"token_type\": \"Bearer\", \"expires_in\": 3599, \"access_token\": \"%s\"}"
                        .formatted(token))));
    }

    static String tokenWith(String... roles) {
        var claims = "{\"roles\": [\"%s\"]}".formatted(String.join("\", \"", roles));
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".sig";
    }

    /// What the book of the machine's actions says.
    void actions(String... actions) {
        api.stubFor(get(urlPathEqualTo(ACTIONS))
                .willReturn(okJson("{\"value\": [%s]}".formatted(String.join(", ", actions)))));
    }

    static String action(String type, String status, int minute) {
        return action(ACTION, type, status, minute, "made in the portal");
    }

    static String action(String id, String type, String status, int minute, String comment) {
        return """
                {"id": "%s", "type": "%s", "status": "%s", "machineId": "%s", "requestorComment": "%s", "commands": [],
                 "creationDateTimeUtc": "2030-01-01T00:%02d:00.1234567Z", "scope": "Full", "requestor": "app"}
                """.formatted(id, type, status, ID, comment, minute);
    }

    Ask ask() {
        return new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);
    }

    Defender connected() {
        return connected(Map.of());
    }

    Defender connected(Map<String, String> more) {
        return new Defender(vertx, "defender", Settings.tenant(config(more).tenants(), "defender"));
    }

    DefenderProduct product() {
        return new DefenderProduct(vertx, config(Map.of()));
    }

    DefenderConfig config(Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "cordon.vendor.defender.url",
                api.baseUrl(),
                "cordon.vendor.defender.token-url",
                desk.baseUrl() + TOKEN,
                "cordon.vendor.defender.client-id",
                "client",
                "cordon.vendor.defender.client-secret",
                "client-secret",
                "cordon.vendor.defender.download-hosts",
                "localhost:" + desk.port()));
        settings.putAll(more);
        return Settings.of(DefenderConfig.class, settings);
    }

    @Override
    public void close() {
        api.stop();
        desk.stop();
        vertx.close();
    }
}
