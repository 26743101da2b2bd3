package dev.cordon.connectors.vendor.elastic;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A Kibana with one host, told what to answer.
final class KibanaStub {
    static final String AGENT = "3f2b8c1a-0000-4000-8000-00000000000a";
    static final String OTHER = "3f2b8c1a-0000-4000-8000-00000000000b";
    static final String ACTION = "9d0c7e55-0000-4000-8000-000000000001";
    static final Target.Host HOST = new Target.Host("elastic", AGENT, "ELA-WS-0142", null, List.of(), null);
    static final String HOSTS = "/api/endpoint/metadata";
    static final String ACTIONS = "/api/endpoint/action";

    private final WireMockServer server;

    KibanaStub(WireMockServer server) {
        this.server = server;
    }

    void well() {
        server.resetAll();
        server.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(404)));
        host(false, "healthy");
        pending(0, 0);
        history("");
        for (var command : new String[] {"isolate", "unisolate", "kill_process", "running_procs", "get_file"}) {
            server.stubFor(post(ACTIONS + "/" + command).willReturn(okJson(answer("false", "false"))));
        }
    }

    void host(boolean isolated, String status) {
        server.stubFor(get(HOSTS + "/" + AGENT).willReturn(okJson(record(AGENT, "ELA-WS-0142", isolated, status, 0))));
    }

    void hosts(String... records) {
        server.stubFor(get(urlPathEqualTo(HOSTS))
                .willReturn(okJson("{\"data\": [%s], \"total\": %d, \"page\": 0, \"pageSize\": 100}"
                        .formatted(String.join(", ", records), records.length))));
    }

    void pending(int isolate, int unisolate) {
        server.stubFor(get(urlPathEqualTo("/api/endpoint/action_status"))
                .willReturn(okJson("""
                {"data": [{"agent_id": "%s", "pending_actions": {"isolate": %d, "unisolate": %d}}]}
                """.formatted(AGENT, isolate, unisolate))));
    }

    void action(String completed, String successful) {
        server.stubFor(get(ACTIONS + "/" + ACTION).willReturn(okJson(answer(completed, successful))));
    }

    void history(String comment) {
        server.stubFor(get(urlPathEqualTo(ACTIONS))
                .willReturn(okJson("{\"data\": [%s], \"total\": 1}".formatted(data("false", "false", comment)))));
    }

    static String record(String agent, String name, boolean isolated, String status, int daysAgo) {
        return """
                {"metadata": {"agent": {"id": "%s"}, "host": {"hostname": "%s", "ip": ["127.0.0.1", "10.40.1.42", "::1"]},
                 "Endpoint": {"state": {"isolation": %b}, "configuration": {"isolation": false}}},
                 "host_status": "%s", "last_checkin": "%s"}
                """.formatted(agent, name, isolated, status, Instant.now().minus(Duration.ofDays(daysAgo)));
    }

    static String answer(String completed, String successful) {
        return "{\"data\": %s}".formatted(data(completed, successful, "cordon action-0"));
    }

    private static String data(String completed, String successful, String comment) {
        return """
                {"id": "%s", "agents": ["%s"], "comment": "%s", "command": "x", "isCompleted": %s, "wasSuccessful": %s,
                 "isExpired": false, "errors": null, "new": 1, "outputs": {"%2$s": {"type": "json", "content":
                 {"entries": [{"pid": "4711"}], "contents": [{"sha256": "%s", "path": "a"}]}}}}
                """.formatted(ACTION, AGENT, comment, completed, successful, "ab".repeat(32));
    }

    static Kibana connected(Vertx vertx, String url) {
        return new Kibana(vertx, "elastic", space(url, Map.of()));
    }

    static ElasticConfig.Space space(String url, Map<String, String> more) {
        return Settings.tenant(config(url, more).tenants(), "elastic");
    }

    static ElasticConfig config(String url) {
        return config(url, Map.of());
    }

    private static ElasticConfig config(String url, Map<String, String> more) {
        return Settings.of(
                ElasticConfig.class,
                Map.of(
                        "cordon.vendor.elastic.url", url,
                        "cordon.vendor.elastic.api-key", "api-key-secret",
                        "cordon.vendor.elastic.emea.url", "https://kibana.invalid/s/soc"),
                more);
    }

    static Ask ask(Duration left) {
        return new Ask("action-1", System.nanoTime() + left.toNanos(), System::nanoTime);
    }
}
