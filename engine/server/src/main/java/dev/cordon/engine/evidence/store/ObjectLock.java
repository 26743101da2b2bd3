package dev.cordon.engine.evidence.store;

import dev.cordon.engine.evidence.store.Store.Health;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Whether the bucket keeps what it is told to keep. The same question shows whether the bucket answers at all; unlike
/// HEAD, its refusals say why.
final class ObjectLock {
    private static final Logger LOG = Logger.getLogger(ObjectLock.class);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final S3Client s3;
    private final String bucket;
    private final boolean isNeeded;
    private final InstantSource clock;
    private Health health = new Health(false, Map.of());
    private Instant asked = Instant.MIN;

    ObjectLock(S3Client s3, String bucket, boolean isNeeded, InstantSource clock) {
        this.s3 = s3;
        this.bucket = bucket;
        this.isNeeded = isNeeded;
        this.clock = clock;
    }

    /// At the start. A bucket that does not answer may answer later; one that cannot keep what it shall keep never
    /// will.
    ///
    /// @throws IllegalStateException when retention is set and the bucket says it has no object lock
    void ask() {
        var now = health();
        if (!now.ready()) {
            LOG.warnf("evidence bucket: %s", now.says());
        }
        if (isNeeded && "off".equals(now.says().get("objectLock"))) {
            throw new IllegalStateException(
                    "CORDON_EVIDENCE_S3_RETENTION_DAYS is set, but the bucket has no object lock");
        }
    }

    synchronized Health health() {
        var now = clock.instant();
        if (asked.equals(Instant.MIN) || Duration.between(asked, now).compareTo(FRESH) >= 0) {
            health = look();
            asked = now;
        }
        return health;
    }

    private Health look() {
        try {
            var answer = s3.getObjectLockConfiguration(
                    request -> request.bucket(bucket).overrideConfiguration(limits -> limits.apiCallTimeout(PATIENCE)));
            var configuration = answer.objectLockConfiguration();
            var isOn = configuration != null && configuration.objectLockEnabled() == ObjectLockEnabled.ENABLED;
            return answers(isOn ? "on" : "off");
        } catch (S3Exception e) {
            return refused(e);
        } catch (SdkException e) {
            return ailing("does not answer: " + e.getClass().getSimpleName());
        }
    }

    private Health refused(S3Exception e) {
        var details = e.awsErrorDetails();
        var code = details == null || details.errorCode() == null ? "" : details.errorCode();
        return switch (code) {
            case "ObjectLockConfigurationNotFoundError", "NotImplemented", "MethodNotAllowed" -> answers("off");
            case "AccessDenied" -> answers("not known: s3:GetBucketObjectLockConfiguration is not granted");
            default -> ailing("status " + e.statusCode() + (code.matches("[A-Za-z]{1,64}") ? " " + code : ""));
        };
    }

    private static Health answers(String lock) {
        return new Health(true, Map.of("store", "s3", "objectLock", lock));
    }

    private static Health ailing(String what) {
        return new Health(false, Map.of("store", "s3", "bucket", what));
    }
}
