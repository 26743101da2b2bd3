package dev.cordon.engine.alert.source.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What holds for all sources.
@ConfigMapping(prefix = "cordon.hooks")
interface HooksConfig {

    /// How often an address may fail to prove itself in a minute.
    @WithDefault("20")
    int refusalsPerMinute();
}
