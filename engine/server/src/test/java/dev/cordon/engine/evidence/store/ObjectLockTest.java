package dev.cordon.engine.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ObjectLockTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @RegisterExtension
    static final WireMockExtension BUCKET = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    @Test
    void the_health_says_whether_the_bucket_locks() {
        S3Answers.lock(BUCKET, S3Answers.locked());
        assertThat(store().health()).isEqualTo(ready("on"));

        S3Answers.lock(BUCKET, S3Answers.error(404, "ObjectLockConfigurationNotFoundError"));
        assertThat(store().health()).isEqualTo(ready("off"));

        S3Answers.lock(BUCKET, S3Answers.error(501, "NotImplemented"));
        assertThat(store().health()).isEqualTo(ready("off"));

        S3Answers.lock(BUCKET, S3Answers.error(403, "AccessDenied"));
        assertThat(store("retention-days", "30").health())
                .isEqualTo(ready("not known: s3:GetBucketObjectLockConfiguration is not granted"));
    }

    @Test
    void the_health_says_what_ails_the_bucket() {
        S3Answers.lock(BUCKET, S3Answers.error(403, "InvalidAccessKeyId"));
        assertThat(store().health().ready()).isFalse();
        assertThat(store().health().says()).containsEntry("bucket", "status 403 InvalidAccessKeyId");

        S3Answers.lock(BUCKET, S3Answers.error(404, "NoSuchBucket"));
        assertThat(store().health().says()).containsEntry("bucket", "status 404 NoSuchBucket");

        var nobody = Bucket.store(URI.create("http://127.0.0.1:9"), InstantSource.fixed(NOW));
        assertThat(nobody.health().ready()).isFalse();
        assertThat(nobody.health().says().get("bucket")).startsWith("does not answer");
    }

    @Test
    void a_bucket_that_cannot_keep_what_it_shall_keep_is_not_started_with() {
        S3Answers.lock(BUCKET, S3Answers.error(404, "ObjectLockConfigurationNotFoundError"));

        assertThatThrownBy(() -> store("retention-days", "30"))
                .hasMessage("CORDON_EVIDENCE_S3_RETENTION_DAYS is set, but the bucket has no object lock");
    }

    private static S3Store store(String... more) {
        return Bucket.store(URI.create(BUCKET.baseUrl()), InstantSource.fixed(NOW), more);
    }

    private static Store.Health ready(String lock) {
        return new Store.Health(true, Map.of("store", "s3", "objectLock", lock));
    }
}
