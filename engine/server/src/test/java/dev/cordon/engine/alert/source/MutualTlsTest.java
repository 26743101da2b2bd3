package dev.cordon.engine.alert.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.engine.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real handshakes. The senders, a proxy and strangers come from different addresses of the loopback.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = Certificates.class, restrictToAnnotatedClass = true)
class MutualTlsTest {
    private static final String HOME = "127.0.0.1";
    private static final String STRANGER = "127.0.0.3";

    @TestHTTPResource(value = "/", tls = true)
    @Nullable
    URL server;

    @ParameterizedTest
    @ValueSource(strings = {"sealed", "sealed-dns", "sealed-uri"})
    void a_certificate_of_the_subject_proves_the_source(String source) throws Exception {
        assertThat(overTls("siem", source)).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sealed", "sealed-dns", "sealed-uri"})
    void another_subject_and_none_are_refused(String source) throws Exception {
        assertThat(overTls("other", source)).isEqualTo(401);
        assertThat(overTls(null, source)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stranger", "expired"})
    void what_the_authority_did_not_sign_or_signed_no_longer_does_not_even_connect(String alias) {
        assertThatThrownBy(() -> overTls(alias, "sealed"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ConnectException.class);
    }

    @Test
    void a_certificate_is_asked_for_and_not_required_and_logs_nobody_in() throws Exception {
        var withToken = HttpRequest.newBuilder(tls("/hooks/batches"))
                .header("Authorization", "Bearer " + PostgresResource.SOURCE_SECRET);
        assertThat(status(null, HOME, withToken)).isEqualTo(202);
        assertThat(status("siem", HOME, HttpRequest.newBuilder(tls("/hooks/batches"))))
                .isEqualTo(401);

        var me = HttpRequest.newBuilder(tls("/api/me")).GET().build();
        try (var http = client("siem", HOME)) {
            assertThat(http.send(me, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void the_trusted_proxy_says_whose_certificate_it_verified() throws Exception {
        assertThat(plainly(Certificates.PROXY, header("siem"))).isEqualTo(202);
        assertThat(plainly(Certificates.PROXY, header("other"))).isEqualTo(401);
        assertThat(plainly(Certificates.PROXY, header("expired"))).isEqualTo(401);
        assertThat(plainly(Certificates.PROXY)).isEqualTo(401);
        assertThat(plainly(Certificates.PROXY, header("siem"), header("siem"))).isEqualTo(401);
        for (var nothing : List.of(
                "", "::", ":AAAA:", "CN=siem-1, O=Acme, C=DE", header("siem").substring(1))) {
            assertThat(plainly(Certificates.PROXY, nothing)).as(nothing).isEqualTo(401);
        }
    }

    @Test
    void nobody_else_is_believed() throws Exception {
        for (var address : List.of(HOME, STRANGER)) {
            assertThat(plainly(address, header("siem"))).isEqualTo(401);
        }
        var forged = HttpRequest.newBuilder(tls("/hooks/sealed"))
                .header("Client-Cert", header("siem"))
                .header("X-Forwarded-For", Certificates.PROXY)
                .header("Forwarded", "for=" + Certificates.PROXY);
        assertThat(status(null, STRANGER, forged)).isEqualTo(401);
        assertThat(status("other", STRANGER, forged)).isEqualTo(401);
        // and the proxy's own certificate is not its sender's
        assertThat(status("siem", Certificates.PROXY, HttpRequest.newBuilder(tls("/hooks/sealed"))))
                .isEqualTo(401);
    }

    private static String header(String alias) throws GeneralSecurityException {
        return ":" + Base64.getEncoder().encodeToString(Certificates.of(alias).getEncoded()) + ":";
    }

    private int overTls(@Nullable String alias, String source) throws Exception {
        return status(alias, HOME, HttpRequest.newBuilder(tls("/hooks/" + source)));
    }

    private static int plainly(String address, String... certificates) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/hooks/sealed"));
        for (var certificate : certificates) {
            request.header("Client-Cert", certificate);
        }
        return status(null, address, request);
    }

    private static int status(@Nullable String alias, String address, HttpRequest.Builder request) throws Exception {
        var alert = "{\"id\":\"%s\",\"title\":\"t\"}".formatted(UUID.randomUUID());
        var post = request.header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(alert))
                .build();
        try (var http = client(alias, address)) {
            return http.send(post, BodyHandlers.discarding()).statusCode();
        }
    }

    private static HttpClient client(@Nullable String alias, String address)
            throws GeneralSecurityException, IOException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(Certificates.client(alias))
                .localAddress(InetAddress.getByName(address))
                .build();
    }

    private URI tls(String path) {
        return URI.create("https://127.0.0.1:" + Objects.requireNonNull(server).getPort() + path);
    }
}
