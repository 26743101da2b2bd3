package dev.cordon.engine.evidence.store;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/// The settings of the bucket, found to be complete and possible.
final class S3Settings {
    /// In compliance mode nobody can shorten what was set, the root account included.
    private static final int LONGEST_RETENTION_DAYS = 3650;

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9._-]+/)*");

    private final EvidenceConfig.S3 config;
    private final String region;
    private final String bucket;
    private final String prefix;

    private S3Settings(EvidenceConfig.S3 config, String region, String bucket, String prefix) {
        this.config = config;
        this.region = region;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /// @throws IllegalStateException that names the variable, and never its value
    static S3Settings of(EvidenceConfig.S3 config) {
        var missing = new ArrayList<String>();
        missing(missing, "REGION", config.region());
        missing(missing, "BUCKET", config.bucket());
        if (config.accessKey().isPresent() != config.secretKey().isPresent()) {
            missing(missing, "ACCESS_KEY", config.accessKey());
            missing(missing, "SECRET_KEY", config.secretKey());
        }
        require(missing.isEmpty(), "CORDON_EVIDENCE_STORE is s3, and this is missing: " + String.join(", ", missing));
        var bucket = config.bucket().orElseThrow();
        require(BUCKET.matcher(bucket).matches(), "CORDON_EVIDENCE_S3_BUCKET is not the name of a bucket");
        var prefix =
                config.prefix().isEmpty() || config.prefix().endsWith("/") ? config.prefix() : config.prefix() + "/";
        require(PREFIX.matcher(prefix).matches(), "CORDON_EVIDENCE_S3_PREFIX must be like evidence or soc/evidence");
        config.endpoint().ifPresent(S3Settings::requireAddress);
        requireRetention(config.retentionDays());
        return new S3Settings(config, config.region().orElseThrow(), bucket, prefix);
    }

    S3Store store(InstantSource clock) {
        var client = client();
        var retention = new Retention(client, bucket, config, clock);
        var lock = new ObjectLock(client, bucket, config.retentionDays().isPresent(), clock);
        lock.ask();
        return new S3Store(client, bucket, prefix, retention, lock);
    }

    private S3Client client() {
        var builder = S3Client.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE))
                // Compatible stores refuse the trailing checksums that are the SDK's default; ours is in a header.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build());
        config.endpoint()
                .ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
        return builder.build();
    }

    private AwsCredentialsProvider credentials() {
        return config.accessKey().isPresent()
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        config.accessKey().orElseThrow(), config.secretKey().orElseThrow()))
                : DefaultCredentialsProvider.builder().build();
    }

    private static void missing(List<String> missing, String name, Optional<String> value) {
        if (value.isEmpty()) {
            missing.add("CORDON_EVIDENCE_S3_" + name);
        }
    }

    private static void requireAddress(URI endpoint) {
        var isPlain = endpoint.getHost() != null
                && endpoint.getUserInfo() == null
                && endpoint.getQuery() == null
                && ("https".equals(endpoint.getScheme()) || "http".equals(endpoint.getScheme()));
        require(isPlain, "CORDON_EVIDENCE_S3_ENDPOINT must be like https://s3.example.com");
    }

    private static void requireRetention(OptionalInt days) {
        days.ifPresent(number -> require(
                number >= 1 && number <= LONGEST_RETENTION_DAYS,
                "CORDON_EVIDENCE_S3_RETENTION_DAYS must be from 1 to " + LONGEST_RETENTION_DAYS));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
