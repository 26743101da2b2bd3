package dev.cordon.connectors.vendor.qradar;

import dev.cordon.connectors.capability.VerdictWords;
import dev.cordon.connectors.http.HttpTenant;
import dev.cordon.connectors.walk.Fed;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.qradar")
interface QRadarConfig {

    @WithParentName
    @WithUnnamedKey(QRadar.NAME)
    Map<String, Tenant> tenants();

    /// One console: `https://qradar.example`.
    interface Tenant extends HttpTenant, Fed, VerdictWords {

        /// Of an authorized service.
        Optional<String> token();

        /// Of the REST API; without it the console would answer with its newest, which may name fields otherwise.
        @WithDefault("19.0")
        String version();

        /// By which of its times an offense is told to have changed: `last_persisted_time`, which an
        /// offense gets when it is stored, or `last_updated_time`, that of its last event.
        @WithDefault("last_persisted_time")
        String feedTime();
    }
}
