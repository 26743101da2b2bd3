package dev.cordon.engine.evidence.store;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingXPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.cordon.engine.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What Amazon answers and S3StoreTest's server does not: retention, conditions, refusals.
class S3DialectTest {
    private static final byte[] BYTES = "MZ this program cannot be run".getBytes(UTF_8);
    private static final String SHA256 =
            HexFormat.of().formatHex(Sha256.digest().digest(BYTES));
    private static final String OBJECT = "/soc-evidence/evidence/sha256/" + SHA256;
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @RegisterExtension
    static final WireMockExtension BUCKET = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    @TempDir
    Path directory;

    @Test
    void a_new_object_is_put_once_locked_and_with_its_hash() throws IOException {
        S3Answers.lock(BUCKET, S3Answers.locked());
        missingThenThere();
        BUCKET.stubFor(put(urlPathEqualTo(OBJECT)).willReturn(aResponse().withHeader("x-amz-version-id", "v1")));

        var place = keep(store("retention-days", "30", "lock-mode", "compliance"), BYTES);

        assertThat(place.version()).isEqualTo("v1");
        BUCKET.verify(
                1,
                putRequestedFor(urlPathEqualTo(OBJECT))
                        .withHeader("If-None-Match", equalTo("*"))
                        .withHeader("x-amz-meta-sha256", equalTo(SHA256))
                        .withHeader("x-amz-checksum-sha256", equalTo(base64()))
                        .withHeader("x-amz-object-lock-mode", equalTo("COMPLIANCE"))
                        .withHeader("x-amz-object-lock-retain-until-date", equalTo("2030-01-31T00:00:00Z"))
                        .withHeader("Content-Length", equalTo(Integer.toString(BYTES.length)))
                        .withHeader("x-amz-trailer", absent()));
    }

    @Test
    void without_retention_the_bucket_decides_for_itself() throws IOException {
        S3Answers.lock(BUCKET, S3Answers.locked());
        missingThenThere();
        BUCKET.stubFor(put(urlPathEqualTo(OBJECT)).willReturn(aResponse()));

        keep(store(), BYTES);

        BUCKET.verify(putRequestedFor(urlPathEqualTo(OBJECT)).withHeader("x-amz-object-lock-mode", absent()));
    }

    @Test
    void who_was_slower_looks_and_is_content() throws IOException {
        S3Answers.lock(BUCKET, S3Answers.locked());
        missingThenThere();
        BUCKET.stubFor(put(urlPathEqualTo(OBJECT)).willReturn(S3Answers.error(412, "PreconditionFailed")));

        assertThat(keep(store(), BYTES).version()).isEqualTo("v1");
    }

    @Test
    void bytes_that_were_there_are_kept_for_longer_and_never_in_a_softer_mode() throws IOException {
        S3Answers.lock(BUCKET, S3Answers.locked());
        BUCKET.stubFor(head(urlPathEqualTo(OBJECT))
                .willReturn(there().withHeader("x-amz-object-lock-mode", "COMPLIANCE")
                        .withHeader("x-amz-object-lock-retain-until-date", "2030-01-02T00:00:00Z")));
        BUCKET.stubFor(put(urlPathEqualTo(OBJECT))
                .withQueryParam("retention", equalTo(""))
                .willReturn(aResponse()));

        keep(store("retention-days", "30"), BYTES);

        BUCKET.verify(
                1,
                putRequestedFor(urlPathEqualTo(OBJECT))
                        .withQueryParam("versionId", equalTo("v1"))
                        .withRequestBody(matchingXPath(
                                "/*[local-name()='Retention']/*[local-name()='Mode']/text()", equalTo("COMPLIANCE")))
                        .withRequestBody(matchingXPath(
                                "/*[local-name()='Retention']/*[local-name()='RetainUntilDate']/text()",
                                equalTo("2030-01-31T00:00:00Z"))));
    }

    @Test
    void a_retention_that_is_longer_already_is_left() throws IOException {
        S3Answers.lock(BUCKET, S3Answers.locked());
        BUCKET.stubFor(head(urlPathEqualTo(OBJECT))
                .willReturn(there().withHeader("x-amz-object-lock-mode", "GOVERNANCE")
                        .withHeader("x-amz-object-lock-retain-until-date", "2035-01-01T00:00:00Z")));

        keep(store("retention-days", "30"), BYTES);

        BUCKET.verify(0, putRequestedFor(anyUrl()));
    }

    @Test
    void an_upload_in_parts_that_fails_is_aborted() {
        S3Answers.lock(BUCKET, S3Answers.locked());
        BUCKET.stubFor(head(anyUrl()).willReturn(aResponse().withStatus(404)));
        BUCKET.stubFor(post(anyUrl())
                .withQueryParam("uploads", equalTo(""))
                .willReturn(aResponse().withBody("""
                        <InitiateMultipartUploadResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
                          <Bucket>soc-evidence</Bucket><Key>k</Key><UploadId>upload-1</UploadId>
                        </InitiateMultipartUploadResult>
                        """)));
        BUCKET.stubFor(put(anyUrl())
                .withQueryParam("partNumber", equalTo("1"))
                .willReturn(aResponse().withHeader("ETag", "\"1\"")));
        BUCKET.stubFor(
                put(anyUrl()).withQueryParam("partNumber", equalTo("2")).willReturn(S3Answers.error(400, "BadDigest")));
        BUCKET.stubFor(delete(anyUrl()).willReturn(aResponse().withStatus(204)));

        assertNotKept(new byte[20 * 1024 * 1024]);

        BUCKET.verify(1, deleteRequestedFor(anyUrl()).withQueryParam("uploadId", equalTo("upload-1")));
    }

    @Test
    void a_refusal_is_passed_on_as_come_back_later() {
        S3Answers.lock(BUCKET, S3Answers.locked());
        BUCKET.stubFor(head(anyUrl()).willReturn(aResponse().withStatus(403)));
        BUCKET.stubFor(put(anyUrl()).willReturn(S3Answers.error(403, "AccessDenied")));

        assertNotKept(BYTES);
    }

    @Test
    void nobody_is_led_to_another_host() {
        S3Answers.lock(BUCKET, S3Answers.locked());
        BUCKET.stubFor(head(urlPathEqualTo(OBJECT)).willReturn(aResponse().withStatus(404)));
        BUCKET.stubFor(put(urlPathEqualTo(OBJECT))
                .willReturn(S3Answers.error(307, "TemporaryRedirect")
                        .withHeader("Location", BUCKET.baseUrl() + "/elsewhere")));

        assertNotKept(BYTES);

        BUCKET.verify(0, putRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    private void assertNotKept(byte[] bytes) {
        var store = store();
        assertThatThrownBy(() -> keep(store, bytes)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.slug()).isEqualTo("evidence-not-kept");
            assertThat(problem.retryAfter()).isPresent();
        });
    }

    private Place keep(S3Store store, byte[] bytes) throws IOException {
        try (var file = Bucket.file(directory, bytes)) {
            return store.keep(file);
        }
    }

    private static S3Store store(String... more) {
        return Bucket.store(URI.create(BUCKET.baseUrl()), InstantSource.fixed(NOW), more);
    }

    private static void missingThenThere() {
        BUCKET.stubFor(head(urlPathEqualTo(OBJECT))
                .inScenario("put")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(404))
                .willSetStateTo("there"));
        BUCKET.stubFor(head(urlPathEqualTo(OBJECT))
                .inScenario("put")
                .whenScenarioStateIs("there")
                .willReturn(there()));
    }

    private static ResponseDefinitionBuilder there() {
        return aResponse()
                .withHeader("Content-Length", Integer.toString(BYTES.length))
                .withHeader("x-amz-version-id", "v1")
                .withHeader("x-amz-meta-sha256", SHA256);
    }

    private static String base64() {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(SHA256));
    }
}
