package dev.cordon.engine.evidence;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

@ConfigMapping(prefix = "cordon.evidence")
interface EvidenceConfig {
    /// On one file system, so that a finished file appears at once and whole.
    Path directory();

    /// Of one file.
    @WithDefault("4G")
    MemorySize maxSize();
}
