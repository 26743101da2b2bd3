package dev.cordon.engine.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How runs begin: `CORDON_RUN_START_WITHIN`.
@ConfigMapping(prefix = "cordon.run")
interface RunConfig {
    @WithDefault("15m")
    Duration startWithin();
}
