package dev.cordon.engine.writeback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How verdicts are told: `CORDON_WRITE_BACK_PATIENCE`.
@ConfigMapping(prefix = "cordon.write-back")
interface WriteBackConfig {

    /// How long a product that does not answer is waited for, from the closing on.
    @WithDefault("7d")
    Duration patience();
}
