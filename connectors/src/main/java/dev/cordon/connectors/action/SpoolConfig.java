package dev.cordon.connectors.action;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.spool")
interface SpoolConfig {

    /// With room for the largest copies. Without it the system's folder for temporary files, which may lie in memory.
    Optional<Path> folder();
}
