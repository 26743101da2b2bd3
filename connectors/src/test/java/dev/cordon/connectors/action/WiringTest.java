package dev.cordon.connectors.action;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cordon.contract.Claim;
import dev.cordon.contract.Evidence;
import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Ledger;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Settlement;
import dev.cordon.contract.Target;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.Test;

/// The application as it is put together, against a server on the wire and without a broker.
@QuarkusTest
@QuarkusTestResource(WiringTest.Server.class)
class WiringTest {
    private static final Target.Host HOST = new Target.Host("crowdstrike", "a", "WS-1", null, List.of(), null);
    private static final Intent INTENT =
            new Intent("action-1", "incident-1", "run-1", JobType.HOST_ISOLATE, HOST, "why", "isolate", "worker-1");

    @Inject
    Ledger ledger;

    @Inject
    @RestClient
    Locker locker;

    @Inject
    Actions actions;

    @TestHTTPResource("/")
    URI base = URI.create("http://not.injected.invalid");

    @Test
    void a_claim_goes_to_the_server_as_worker_and_comes_back_as_what_it_is() {
        Server.WIRE.stubFor(post("/internal/ledger/claims")
                .willReturn(okJson("{\"is\": \"fresh\", \"token\": \"t\", \"until\": \"2030-01-01T00:00:20Z\"}")));

        assertThat(ledger.claim(INTENT)).isEqualTo(new Claim.Fresh("t", Instant.parse("2030-01-01T00:00:20Z")));
        Server.WIRE.verify(postRequestedFor(urlEqualTo("/internal/ledger/claims"))
                .withBasicAuth(new BasicCredentials("worker", "worker-secret"))
                .withRequestBody(matchingJsonPath("$.action", equalTo("host.isolate")))
                .withRequestBody(matchingJsonPath("$.target.is", equalTo("host"))));
    }

    @Test
    void an_outcome_is_told_with_its_tag_and_a_lost_claim_is_a_409() {
        Server.WIRE.stubFor(post("/internal/ledger/actions/action-2/settlement")
                .withRequestBody(matchingJsonPath("$.outcome.is", equalTo("already-so")))
                .willReturn(okJson("{\"is\": \"already-so\"}")));
        Server.WIRE.stubFor(post("/internal/ledger/actions/action-3/settlement")
                .willReturn(aResponse().withStatus(409).withBody("{\"type\": \"claim-lost\"}")));
        var settlement = new Settlement("t", new Outcome.AlreadySo(), List.of());

        assertThat(ledger.settle("action-2", settlement)).isEqualTo(new Outcome.AlreadySo());
        assertThatThrownBy(() -> ledger.settle("action-3", settlement))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        e -> assertThat(e.getResponse().getStatus()).isEqualTo(409));
    }

    @Test
    void evidence_is_streamed_to_the_locker_with_its_claim() throws IOException {
        Server.WIRE.stubFor(put(urlPathEqualTo("/internal/evidence/action-1"))
                .willReturn(okJson("{\"id\": \"e-1\", \"sha256\": \"h\", \"size\": 3}")));
        var file = Files.createTempFile("evidence", ".zip");
        try {
            Files.write(file, new byte[] {1, 2, 3});

            assertThat(locker.store(
                            "action-1",
                            "WS 1.zip",
                            "application/zip",
                            "token-1",
                            "ab12",
                            null,
                            "infected",
                            "job-7",
                            null,
                            file.toFile()))
                    .isEqualTo(new Evidence("e-1", "h", 3));
        } finally {
            Files.delete(file);
        }
        Server.WIRE.verify(putRequestedFor(urlPathEqualTo("/internal/evidence/action-1"))
                .withQueryParam("name", equalTo("WS 1.zip"))
                .withQueryParam("mediaType", equalTo("application/zip"))
                .withHeader("X-Cordon-Claim", equalTo("token-1"))
                .withHeader("X-Cordon-Vendor-Sha256", equalTo("ab12"))
                .withoutHeader("X-Cordon-Content-Sha256")
                .withHeader("X-Cordon-Archive-Password", equalTo("infected"))
                .withBasicAuth(new BasicCredentials("worker", "worker-secret"))
                .withRequestBody(binaryEqualTo(new byte[] {1, 2, 3})));
    }

    @Test
    void what_no_configured_vendor_can_do_stands_still_for_a_person() {
        assertThat(actions.perform(INTENT)).isEqualTo(new Answer.Blocked("no vendor crowdstrike is configured"));
    }

    @Test
    void without_a_broker_it_is_alive_and_not_ready() throws Exception {
        assertThat(status("/q/health/live")).isEqualTo(200);
        assertThat(status("/q/health/ready")).isEqualTo(503);
        assertThat(status("/q/metrics")).isEqualTo(200);
    }

    private int status(String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(base.resolve(path)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    public static final class Server implements QuarkusTestResourceLifecycleManager {
        static final WireMockServer WIRE = new WireMockServer(
                WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

        @Override
        public Map<String, String> start() {
            WIRE.start();
            WIRE.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(200)));
            return Map.of(
                    "cordon.server.url", WIRE.baseUrl(),
                    "cordon.worker.secret", "worker-secret",
                    // nobody is there
                    "cordon.camunda.grpc", "http://127.0.0.1:1");
        }

        @Override
        public void stop() {
            WIRE.stop();
        }
    }
}
