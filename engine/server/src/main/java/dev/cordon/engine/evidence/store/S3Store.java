package dev.cordon.engine.evidence.store;

import dev.cordon.engine.problem.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Evidence in a bucket. The key is the hash, so a repeat of a lost answer finds what the first one left.
final class S3Store implements Store {
    private static final Logger LOG = Logger.getLogger(S3Store.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final S3Client s3;
    private final String bucket;
    private final String prefix;
    private final Retention retention;
    private final ObjectLock lock;

    S3Store(S3Client s3, String bucket, String prefix, Retention retention, ObjectLock lock) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
        this.retention = retention;
        this.lock = lock;
    }

    @Override
    public Place keep(Spooled file) {
        var key = prefix + "sha256/" + file.sha256();
        try {
            var before = look(key, null);
            if (before.isPresent()) {
                requireSame(before.get(), file);
                retention.renew(key, before.get());
                return place(key, before.get());
            }
            new S3Upload(s3, bucket, key, retention).put(file);
            var after = look(key, null).orElseThrow(() -> notKept(file, "it cannot be seen after the upload"));
            requireSame(after, file);
            return place(key, after);
        } catch (S3Exception e) {
            throw notKept(file, said(e));
        } catch (SdkException | UncheckedIOException e) {
            throw notKept(file, e.getClass().getSimpleName());
        }
    }

    @Override
    public boolean has(Place place) {
        return place.uri().startsWith(uri(""));
    }

    @Override
    public OptionalLong size(Place place) {
        try {
            var there = look(key(place), place.version());
            return there.map(head -> OptionalLong.of(head.contentLength())).orElse(OptionalLong.empty());
        } catch (SdkException e) {
            throw unreachable(place, e);
        }
    }

    @Override
    public InputStream open(Place place) {
        try {
            return new Whole(s3.getObject(
                    request -> request.bucket(bucket).key(key(place)).versionId(place.version())));
        } catch (SdkException e) {
            throw unreachable(place, e);
        }
    }

    @Override
    public Health health() {
        return lock.health();
    }

    /// Without the right to list the bucket, an object that is not there reads as 403.
    private Optional<HeadObjectResponse> look(String key, @Nullable String version) {
        try {
            return Optional.of(
                    s3.headObject(request -> request.bucket(bucket).key(key).versionId(version)));
        } catch (S3Exception e) {
            if (e.statusCode() == 404 || e.statusCode() == 403) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void requireSame(HeadObjectResponse there, Spooled file) {
        var isSame = there.contentLength() == file.size()
                && file.sha256().equals(there.metadata().get(S3Upload.SHA256));
        if (!isSame) {
            LOG.errorf("something else stands in the bucket under %s", file.sha256());
            throw new Problem(409, "evidence-changed", "Something else stands in the store under this hash");
        }
    }

    private Place place(String key, HeadObjectResponse head) {
        return new Place(uri(key), head.versionId());
    }

    private String uri(String key) {
        return "s3://" + bucket + "/" + key;
    }

    private String key(Place place) {
        return place.uri().substring(uri("").length());
    }

    private static Problem notKept(Spooled file, String why) {
        LOG.warnf("evidence %s is not kept: %s", file.sha256(), why);
        return new Problem(503, "evidence-not-kept", "The evidence store did not take it", PAUSE);
    }

    private static Problem unreachable(Place place, SdkException e) {
        LOG.warnf(
                "evidence %s cannot be read: %s",
                place.uri(), e instanceof S3Exception s ? said(s) : e.getClass().getSimpleName());
        return new Problem(503, "evidence-unreachable", "The evidence store does not answer", PAUSE);
    }

    /// Not the message: it may repeat what was sent.
    private static String said(S3Exception e) {
        var details = e.awsErrorDetails();
        return "status %d %s, request %s"
                .formatted(e.statusCode(), details == null ? "" : details.errorCode(), e.requestId());
    }

    /// Who stops reading in the middle does not fetch the rest only to throw it away.
    private static final class Whole extends FilterInputStream {
        private final ResponseInputStream<GetObjectResponse> object;
        private boolean isRead;

        Whole(ResponseInputStream<GetObjectResponse> object) {
            super(object);
            this.object = object;
        }

        @Override
        public int read() throws IOException {
            var octet = super.read();
            isRead |= octet < 0;
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var read = super.read(buffer, offset, length);
            isRead |= read < 0;
            return read;
        }

        @Override
        public void close() throws IOException {
            if (isRead) {
                super.close();
            } else {
                object.abort();
            }
        }
    }
}
