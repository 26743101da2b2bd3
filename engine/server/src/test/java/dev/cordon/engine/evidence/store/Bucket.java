package dev.cordon.engine.evidence.store;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// A bucket's settings for the tests, and files to put in.
final class Bucket {
    static final String NAME = "soc-evidence";
    static final String ACCESS_KEY = "AKIDEXAMPLE";
    static final String SECRET_KEY = "not-a-secret-of-anybody";

    private Bucket() {}

    static S3Store store(URI endpoint, InstantSource clock, String... more) {
        var settings = Map.of(
                "endpoint", endpoint.toString(),
                "region", "us-east-1",
                "bucket", NAME,
                "access-key", ACCESS_KEY,
                "secret-key", SECRET_KEY);
        return S3Settings.of(config(settings, more)).store(clock);
    }

    static EvidenceConfig.S3 config(Map<String, String> settings, String... more) {
        var all = new HashMap<>(Map.of("cordon.evidence.directory", "target"));
        settings.forEach((name, value) -> all.put("cordon.evidence.s3." + name, value));
        for (int i = 0; i < more.length; i += 2) {
            all.put("cordon.evidence.s3." + more[i], more[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(EvidenceConfig.class)
                .addDiscoveredConverters()
                .withDefaultValues(all)
                .build()
                .getConfigMapping(EvidenceConfig.class)
                .s3();
    }

    static Spooled file(Path directory, byte[] bytes) throws IOException {
        return new Spool(directory, Long.MAX_VALUE, 0).receive(new ByteArrayInputStream(bytes));
    }
}
