package dev.cordon.connectors.vendor.entra;

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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Graph and, on a host of its own, the desk that grants tokens.
final class EntraStub implements AutoCloseable {
    static final String ID = "11111111-2222-3333-4444-555555555555";
    static final String GROUP = "99999999-2222-3333-4444-555555555555";
    static final String ROLE = "77777777-2222-3333-4444-555555555555";
    static final String GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
    static final Target.Account ACCOUNT = new Target.Account("entra", ID, "m.keller@acme.example", null);
    static final String USERS = "/v1.0/users";
    static final String USER = USERS + "/" + ID;
    static final String ROLES = USER + "/transitiveMemberOf/microsoft.graph.directoryRole";

    final WireMockServer api = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    final WireMockServer desk = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private final Vertx vertx = Vertx.vertx();

    EntraStub() {
        api.start();
        desk.start();
        reset();
    }

    void reset() {
        api.resetAll();
        desk.resetAll();
        desk.stubFor(post("/token").willReturn(okJson("{\"expires_in\": 3599, \"access_token\": \"opaque\"}")));
        user("\"accountEnabled\": true, \"userType\": \"Member\"");
        api.stubFor(get(urlPathEqualTo(ROLES)).willReturn(okJson("{\"value\": []}")));
    }

    /// @param more members beside the names
    void user(String more) {
        api.stubFor(get(urlPathEqualTo(USER)).willReturn(okJson(user(ID, "m.keller@acme.example", more))));
    }

    static String user(String id, String principal, String more) {
        return "{\"id\": \"%s\", \"userPrincipalName\": \"%s\", %s}".formatted(id, principal, more);
    }

    Ask ask() {
        return new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);
    }

    Entra connected() {
        return connected(Map.of());
    }

    Entra connected(Map<String, String> more) {
        return new Entra(vertx, "entra", Settings.tenant(config(more).tenants(), "entra"));
    }

    EntraProduct product() {
        return new EntraProduct(vertx, config(Map.of("cordon.vendor.entra.break-glass-group", GROUP)));
    }

    private EntraConfig config(Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "cordon.vendor.entra.url",
                api.baseUrl() + "/v1.0",
                "cordon.vendor.entra.token-url",
                desk.baseUrl() + "/token",
                "cordon.vendor.entra.client-id",
                "client",
                "cordon.vendor.entra.client-secret",
                "client-secret"));
        settings.putAll(more);
        return Settings.of(EntraConfig.class, settings);
    }

    @Override
    public void close() {
        api.stop();
        desk.stop();
        vertx.close();
    }
}
