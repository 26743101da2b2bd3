package dev.cordon.connectors.vendor.grr;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class GrrStub implements AutoCloseable {
    static final String ID = "C.0123456789abcdef";
    static final String FLOW = "ABCD1234";
    static final Target.Host HOST = new Target.Host("grr", ID, "ws-0142", null, List.of(), null);
    static final Target.HostFile FILE = new Target.HostFile(HOST, "/tmp/.x/svch0st", null, null);
    static final String CLIENT = "/api/v2/clients/" + ID;
    static final String FLOWS = CLIENT + "/flows";
    static final String APPROVALS = "/api/v2/users/me/approvals/client/" + ID;

    final WireMockServer api = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private final Vertx vertx = Vertx.vertx();

    GrrStub() {
        api.start();
        reset();
    }

    void reset() {
        api.resetAll();
        api.stubFor(get("/").willReturn(aResponse()
                .withBody("<html></html>")
                .withHeader("Set-Cookie", "csrftoken=forgery-1; Path=/; Secure")));
        api.stubFor(post(FLOWS).willReturn(json("{\"flowId\": \"%s\", \"state\": \"RUNNING\"}".formatted(FLOW))));
        state(FLOW, "RUNNING");
    }

    void state(String flow, String state) {
        api.stubFor(get(urlEqualTo(FLOWS + "/" + flow))
                .willReturn(json("{\"flowId\": \"%s\", \"state\": \"%s\"}".formatted(flow, state))));
    }

    /// As GRR does: five bytes before every body.
    static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(")]}'\n" + body);
    }

    Ask ask() {
        return new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);
    }

    Grr connected() {
        return connected(Map.of());
    }

    Grr connected(Map<String, String> more) {
        return new Grr(vertx, "grr", Settings.tenant(config(more).tenants(), "grr"));
    }

    GrrProduct product() {
        return new GrrProduct(vertx, config(Map.of()));
    }

    private GrrConfig config(Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "cordon.vendor.grr.url", api.baseUrl(),
                "cordon.vendor.grr.user", "cordon",
                "cordon.vendor.grr.password", "secret"));
        settings.putAll(more);
        return Settings.of(GrrConfig.class, settings);
    }

    @Override
    public void close() {
        api.stop();
        vertx.close();
    }
}
