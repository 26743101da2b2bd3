package dev.cordon.engine.evidence.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.engine.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.gaul.s3proxy.junit.S3ProxyExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/// Against a server that speaks S3, checks signatures and keeps versions.
class S3StoreTest {
    private static final byte[] BYTES = "MZ this program cannot be run".getBytes(UTF_8);

    @RegisterExtension
    static final S3ProxyExtension SERVER = S3ProxyExtension.builder()
            .withCredentials(Bucket.ACCESS_KEY, Bucket.SECRET_KEY)
            .withBlobStoreProvider("transient-nio2")
            .build();

    @TempDir
    Path directory;

    private S3Client s3;
    private S3Store store;

    @BeforeEach
    void aBucketThatKeepsVersions() {
        s3 = S3Client.builder()
                .endpointOverride(SERVER.getUri())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Bucket.ACCESS_KEY, Bucket.SECRET_KEY)))
                .build();
        s3.createBucket(request -> request.bucket(Bucket.NAME));
        s3.putBucketVersioning(request -> request.bucket(Bucket.NAME)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        store = Bucket.store(SERVER.getUri(), InstantSource.system());
    }

    @Test
    void bytes_are_kept_under_their_hash_and_read_back() throws IOException {
        try (var file = Bucket.file(directory, BYTES)) {
            var place = store.keep(file);

            assertThat(place.uri()).isEqualTo("s3://soc-evidence/evidence/sha256/" + file.sha256());
            assertThat(place.version()).isNotBlank();
            assertThat(store.has(place)).isTrue();
            assertThat(store.size(place)).hasValue(BYTES.length);
            assertThat(store.open(place)).hasBinaryContent(BYTES);
        }
    }

    @Test
    void the_same_bytes_again_are_the_same_version() throws IOException {
        try (var file = Bucket.file(directory, BYTES);
                var again = Bucket.file(directory, BYTES)) {
            assertThat(store.keep(again)).isEqualTo(store.keep(file));
        }
        assertThat(s3.listObjectVersions(request -> request.bucket(Bucket.NAME)).versions())
                .hasSize(1);
    }

    @Test
    void a_long_file_is_sent_in_parts_and_leaves_none_behind() throws IOException {
        var bytes = new byte[40 * 1024 * 1024 + 17];
        new Random(7).nextBytes(bytes);

        try (var file = Bucket.file(directory, bytes)) {
            var place = store.keep(file);

            assertThat(store.open(place)).hasBinaryContent(bytes);
            var eTag = s3.headObject(request -> request.bucket(Bucket.NAME).key("evidence/sha256/" + file.sha256()))
                    .eTag();
            assertThat(eTag).endsWith("-3\"");
        }
        assertThat(s3.listMultipartUploads(request -> request.bucket(Bucket.NAME))
                        .uploads())
                .isEmpty();
    }

    @Test
    void what_was_overwritten_behind_our_back_is_read_in_the_version_that_was_recorded() throws IOException {
        try (var file = Bucket.file(directory, BYTES)) {
            var place = store.keep(file);
            overwrite(file.sha256());

            assertThat(store.open(place)).hasBinaryContent(BYTES);
        }
    }

    @Test
    void something_else_under_a_hash_is_neither_believed_nor_overwritten() throws IOException {
        try (var file = Bucket.file(directory, BYTES)) {
            overwrite(file.sha256());

            assertThatThrownBy(() -> store.keep(file))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.slug()).isEqualTo("evidence-changed"));
        }
        assertThat(s3.listObjectVersions(request -> request.bucket(Bucket.NAME)).versions())
                .isNotEmpty()
                .allMatch(version -> version.size() == "something else".length());
    }

    @Test
    void an_object_that_is_gone_has_no_size() throws IOException {
        try (var file = Bucket.file(directory, BYTES)) {
            var place = store.keep(file);
            s3.deleteObject(request -> request.bucket(Bucket.NAME)
                    .key("evidence/sha256/" + file.sha256())
                    .versionId(place.version()));

            assertThat(store.size(place)).isEmpty();
        }
    }

    private void overwrite(String sha256) {
        s3.putObject(
                request -> request.bucket(Bucket.NAME).key("evidence/sha256/" + sha256),
                RequestBody.fromString("something else"));
    }
}
