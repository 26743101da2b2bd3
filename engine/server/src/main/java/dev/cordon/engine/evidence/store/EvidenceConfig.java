package dev.cordon.engine.evidence.store;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

@ConfigMapping(prefix = "cordon.evidence")
public interface EvidenceConfig {
    @WithDefault("file")
    Kind store();

    /// On one file system, so that a finished file appears at once and whole. Uploads wait here for S3, too.
    Path directory();

    /// Of one file.
    @WithDefault("64G")
    MemorySize largest();

    /// What uploads leave free on the directory's file system.
    @WithDefault("1G")
    MemorySize keepFree();

    S3 s3();

    enum Kind {
        FILE,
        S3
    }

    enum LockMode {
        GOVERNANCE,
        COMPLIANCE
    }

    /// Optional as long as the store is the file system.
    interface S3 {
        /// Of a compatible store; addressed path style.
        Optional<URI> endpoint();

        Optional<String> region();

        Optional<String> bucket();

        @WithDefault("evidence")
        String prefix();

        /// Without the two keys: what the SDK finds (environment, container, instance).
        Optional<String> accessKey();

        Optional<String> secretKey();

        OptionalInt retentionDays();

        @WithDefault("governance")
        LockMode lockMode();
    }
}
