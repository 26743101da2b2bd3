package dev.cordon.connectors.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Line;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is the same for every vendor on HTTP, because all of them go through it.
class VendorHttpTest {
    private final WireMockServer server = new WireMockServer(WireMockConfiguration.options()
            .bindAddress("127.0.0.1")
            .dynamicPort()
            .dynamicHttpsPort());
    private final Vertx vertx = Vertx.vertx();

    VendorHttpTest() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        vertx.close();
    }

    @Test
    void a_vendor_whose_certificate_nobody_vouches_for_is_not_talked_to() {
        server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        var http = http("https://127.0.0.1:" + server.httpsPort(), OptionalInt.empty());

        assertThatThrownBy(() -> http.read(Call.get("/"), Map.class)).isInstanceOf(VendorException.Unavailable.class);
        assertThat(server.getAllServeEvents()).isEmpty();
        assertThat(new HttpPreflight(http, Call.get("/")).run())
                .extracting(Finding::check, Finding::verdict)
                .containsExactly(tuple("certificate", Verdict.BAD));
    }

    @Test
    void the_preflight_tells_an_absent_vendor_from_a_clock_that_is_wrong() {
        server.stubFor(any(anyUrl())
                .willReturn(aResponse().withStatus(404).withHeader("Date", "Sat, 01 Jan 2022 00:00:00 GMT")));

        assertThat(new HttpPreflight(http(plain(), OptionalInt.empty()), Call.get("/")).run())
                .extracting(Finding::check, Finding::verdict)
                .containsExactly(tuple("reachable", Verdict.GOOD), tuple("clock", Verdict.BAD));
        assertThat(new HttpPreflight(http("http://127.0.0.1:1", OptionalInt.empty()), Call.get("/")).run())
                .extracting(Finding::check, Finding::verdict)
                .containsExactly(tuple("reachable", Verdict.BAD));
    }

    @Test
    void a_budget_that_is_spent_is_said_and_the_vendor_is_not_asked() {
        server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        var http = http(plain(), OptionalInt.of(6));

        http.read(Call.get("/"), Map.class);
        assertThatThrownBy(() -> http.read(Call.get("/"), Map.class))
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("rate budget");
        assertThat(server.getAllServeEvents()).hasSize(1);
        assertThat(http.line().health().budget()).isEqualTo(6);
        assertThat(http.line().health().budgetLeft()).isZero();
    }

    @Test
    void after_a_wish_to_be_left_alone_nobody_asks_before_the_time() {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "20")));
        var http = http(plain(), OptionalInt.empty());

        assertThatThrownBy(() -> http.read(Call.get("/"), Map.class)).isInstanceOf(VendorException.Unavailable.class);
        assertThatThrownBy(() -> http.read(Call.get("/other"), Map.class))
                .isInstanceOfSatisfying(
                        VendorException.Unavailable.class,
                        e -> assertThat(e.retryAfter())
                                .hasValueSatisfying(wait ->
                                        assertThat(wait).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20))));
        assertThat(server.getAllServeEvents()).hasSize(1);
    }

    @Test
    void health_says_how_many_went_well_and_what_went_wrong_last() {
        server.stubFor(get("/good").willReturn(okJson("{}")));
        server.stubFor(get("/bad").willReturn(aResponse().withStatus(403)));
        var http = http(plain(), OptionalInt.empty());

        http.read(Call.get("/good"), Map.class);
        assertThatThrownBy(() -> http.read(Call.get("/bad"), Map.class))
                .isInstanceOf(VendorException.Misconfigured.class);

        var health = http.line().health();
        assertThat(health.succeeded()).isEqualTo(1);
        assertThat(health.failed()).isEqualTo(1);
        assertThat(health.breaker()).isEqualTo("closed");
        assertThat(health.lastProblem()).contains("403");
    }

    @Test
    void a_long_body_is_copied_while_it_arrives_and_waits_for_a_slow_stream() throws IOException {
        var body = "0123456789abcdef".repeat(1 << 18);
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200).withBody(body)));
        var out = new ByteArrayOutputStream();

        http(plain(), OptionalInt.empty()).copy(Call.get("/"), Duration.ofSeconds(20), out);

        assertThat(out.size()).isEqualTo(body.length());
        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(body);
    }

    @Test
    void a_stream_that_fails_ends_the_copy_with_its_own_failure() {
        server.stubFor(
                any(anyUrl()).willReturn(aResponse().withStatus(200).withBody("0123456789abcdef".repeat(1 << 18))));
        var full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("no space left");
            }
        };

        assertThatThrownBy(() -> http(plain(), OptionalInt.empty()).copy(Call.get("/"), Duration.ofSeconds(20), full))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    @Test
    void what_is_no_good_answer_is_sorted_and_not_written(@TempDir Path folder) throws IOException {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404).withBody("an error page")));
        var file = folder.resolve("copy");
        try (var out = Files.newOutputStream(file)) {
            assertThatThrownBy(
                            () -> http(plain(), OptionalInt.empty()).copy(Call.get("/"), Duration.ofSeconds(20), out))
                    .isInstanceOf(VendorException.Refused.class);
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void a_link_is_followed_only_to_a_host_that_a_person_named() throws IOException {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200).withBody("package")));
        var line = new Line("lab", OptionalInt.empty());
        var link = plain() + "/container/package.zip?sig=secret";
        var out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> new Depot(vertx, line, List.of("*.blob.core.windows.net"), null)
                        .copy(link, Duration.ofSeconds(5), out))
                .isInstanceOf(VendorException.Misconfigured.class)
                .hasMessageNotContainingAny("secret", "sig");
        assertThat(server.getAllServeEvents()).isEmpty();

        new Depot(vertx, line, List.of("127.0.0.1:" + server.port()), null).copy(link, Duration.ofSeconds(5), out);
        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("package");
        assertThat(server.getAllServeEvents()
                        .getFirst()
                        .getRequest()
                        .getHeaders()
                        .getHeader("Authorization")
                        .isPresent())
                .isFalse();
    }

    private String plain() {
        return "http://127.0.0.1:" + server.port();
    }

    private VendorHttp http(String url, OptionalInt budget) {
        return new VendorHttp(vertx, "lab", new Given(URI.create(url), budget), Dialect.COMMON, line -> Access.open());
    }

    private record Given(URI address, OptionalInt budget) implements HttpTenant {
        @Override
        public Optional<URI> url() {
            return Optional.of(address);
        }

        @Override
        public Optional<Path> ca() {
            return Optional.empty();
        }

        @Override
        public boolean enabled() {
            return true;
        }
    }
}
