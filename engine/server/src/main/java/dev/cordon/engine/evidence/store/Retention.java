package dev.cordon.engine.evidence.store;

import dev.cordon.engine.evidence.store.EvidenceConfig.LockMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// How long the bucket shall refuse to give an object up. Without days, whatever the bucket does by itself.
final class Retention {
    private final S3Client s3;
    private final String bucket;
    private final Optional<Duration> period;
    private final LockMode mode;
    private final InstantSource clock;

    Retention(S3Client s3, String bucket, EvidenceConfig.S3 config, InstantSource clock) {
        this.s3 = s3;
        this.bucket = bucket;
        this.period = config.retentionDays().isPresent()
                ? Optional.of(Duration.ofDays(config.retentionDays().getAsInt()))
                : Optional.empty();
        this.mode = config.lockMode();
        this.clock = clock;
    }

    void on(PutObjectRequest.Builder request) {
        until().ifPresent(until -> request.objectLockMode(mode()).objectLockRetainUntilDate(until));
    }

    void on(CreateMultipartUploadRequest.Builder request) {
        until().ifPresent(until -> request.objectLockMode(mode()).objectLockRetainUntilDate(until));
    }

    /// For bytes that were there before: they are evidence again, from now on. Never shortens, and never softens the
    /// mode.
    void renew(String key, HeadObjectResponse there) {
        var until = until().filter(wanted -> there.objectLockRetainUntilDate() == null
                || there.objectLockRetainUntilDate().isBefore(wanted));
        until.ifPresent(wanted -> s3.putObjectRetention(request -> request.bucket(bucket)
                .key(key)
                .versionId(there.versionId())
                .retention(retention -> retention
                        .mode(
                                there.objectLockMode() == ObjectLockMode.COMPLIANCE
                                        ? ObjectLockRetentionMode.COMPLIANCE
                                        : ObjectLockRetentionMode.fromValue(mode.name()))
                        .retainUntilDate(wanted))));
    }

    private Optional<Instant> until() {
        return period.map(clock.instant()::plus);
    }

    private ObjectLockMode mode() {
        return ObjectLockMode.fromValue(mode.name());
    }
}
