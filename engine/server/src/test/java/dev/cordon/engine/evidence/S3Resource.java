package dev.cordon.engine.evidence;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// A bucket for a server under test.
public class S3Resource implements QuarkusTestResourceLifecycleManager {
    private static final String ACCESS_KEY = "AKIDEXAMPLE";
    private static final String SECRET_KEY = "not-a-secret-of-anybody";
    private static final String BUCKET = "soc-evidence";

    private @Nullable S3Proxy server;

    @Override
    public Map<String, String> start() {
        try {
            var started = S3Proxy.builder()
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                    .blobStore(new TransientNio2BlobStore())
                    .build();
            started.start();
            server = started;
            var endpoint = URI.create("http://127.0.0.1:" + started.getPort());
            createBucket(endpoint);
            return Map.of(
                    "cordon.evidence.store",
                    "s3",
                    "cordon.evidence.s3.endpoint",
                    endpoint.toString(),
                    "cordon.evidence.s3.region",
                    "us-east-1",
                    "cordon.evidence.s3.bucket",
                    BUCKET,
                    "cordon.evidence.s3.prefix",
                    "soc/evidence",
                    "cordon.evidence.s3.access-key",
                    ACCESS_KEY,
                    "cordon.evidence.s3.secret-key",
                    SECRET_KEY);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void createBucket(URI endpoint) {
        var credentials = AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY);
        try (var s3 = S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build()) {
            s3.createBucket(request -> request.bucket(BUCKET));
        }
    }

    @Override
    public void stop() {
        try {
            if (server != null) {
                server.stop();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
