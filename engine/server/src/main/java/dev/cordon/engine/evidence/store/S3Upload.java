package dev.cordon.engine.evidence.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Sends one file to one key that must not be there yet. Each request carries the SHA-256 of its own bytes, which the
/// store compares; the whole file's stands in the metadata, because a store's sum over parts is another number.
final class S3Upload {
    /// Lower-case hex.
    static final String SHA256 = "sha256";

    private static final Logger LOG = Logger.getLogger(S3Upload.class);
    private static final long PART = 16L * 1024 * 1024;
    private static final long MOST_PARTS = 10_000;
    private static final int ALREADY_THERE = 412;
    private static final String TYPE = "application/octet-stream";

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final Retention retention;

    S3Upload(S3Client s3, String bucket, String key, Retention retention) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
        this.retention = retention;
    }

    /// Returns, too, when somebody else was faster; the caller looks.
    void put(Spooled file) {
        try {
            if (file.size() <= PART) {
                whole(file);
            } else {
                inParts(file);
            }
        } catch (S3Exception e) {
            if (e.statusCode() != ALREADY_THERE) {
                throw e;
            }
        }
    }

    private void whole(Spooled file) {
        s3.putObject(
                request -> {
                    request.bucket(bucket)
                            .key(key)
                            .contentType(TYPE)
                            .ifNoneMatch("*")
                            .checksumSHA256(base64(HexFormat.of().parseHex(file.sha256())))
                            .metadata(Map.of(SHA256, file.sha256()));
                    retention.on(request);
                },
                body(file, 0, file.size()));
    }

    private void inParts(Spooled file) {
        var upload = s3.createMultipartUpload(request -> {
                    request.bucket(bucket)
                            .key(key)
                            .contentType(TYPE)
                            .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                            .metadata(Map.of(SHA256, file.sha256()));
                    retention.on(request);
                })
                .uploadId();
        var isComplete = false;
        try {
            var parts = parts(file, upload);
            s3.completeMultipartUpload(request -> request.bucket(bucket)
                    .key(key)
                    .uploadId(upload)
                    .ifNoneMatch("*")
                    .multipartUpload(all -> all.parts(parts)));
            isComplete = true;
        } finally {
            if (!isComplete) {
                abort(upload);
            }
        }
    }

    private List<CompletedPart> parts(Spooled file, String upload) {
        var length = Math.max(PART, (file.size() + MOST_PARTS - 1) / MOST_PARTS);
        var parts = new ArrayList<CompletedPart>();
        for (long from = 0; from < file.size(); from += length) {
            var number = parts.size() + 1;
            var start = from;
            var size = Math.min(length, file.size() - from);
            var sum = base64(sha256(file, start, size));
            var part = s3.uploadPart(
                    request -> request.bucket(bucket)
                            .key(key)
                            .uploadId(upload)
                            .partNumber(number)
                            .checksumSHA256(sum),
                    body(file, start, size));
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(part.eTag())
                    .checksumSHA256(sum)
                    .build());
        }
        return parts;
    }

    /// Else the parts stay, unseen and paid for, until a lifecycle rule of the bucket removes them.
    private void abort(String upload) {
        try {
            s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
        } catch (SdkException e) {
            LOG.warnf(
                    "an unfinished upload stays in the bucket: %s", e.getClass().getSimpleName());
        }
    }

    private static RequestBody body(Spooled file, long from, long size) {
        return RequestBody.fromContentProvider(() -> file.part(from, size), size, TYPE);
    }

    private static byte[] sha256(Spooled file, long from, long size) {
        var digest = Sha256.digest();
        try (var part = file.part(from, size)) {
            update(digest, part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest.digest();
    }

    private static void update(MessageDigest digest, InputStream part) throws IOException {
        var chunk = new byte[64 * 1024];
        for (int read = part.read(chunk); read >= 0; read = part.read(chunk)) {
            digest.update(chunk, 0, read);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
