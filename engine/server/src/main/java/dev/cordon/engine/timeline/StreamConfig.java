package dev.cordon.engine.timeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How a timeline is followed: `CORDON_STREAM_HEARTBEAT`, `CORDON_STREAM_LONGEST`.
@ConfigMapping(prefix = "cordon.stream")
interface StreamConfig {
    /// How often a quiet stream says that it is still there. Well below what proxies and `quarkus.http.idle-timeout`
    /// take for dead.
    @WithDefault("25s")
    Duration heartbeat();

    /// After this a stream ends; browsers ask for it anew, and are asked anew who they are.
    @WithDefault("30m")
    Duration longest();
}
