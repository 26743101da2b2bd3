package dev.cordon.engine.alert.intake;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How much may be on its way in at a time. What is more is refused with the time to wait.
@ConfigMapping(prefix = "cordon.intake")
interface IntakeConfig {

    /// Alerts that wait to be stored.
    @WithDefault("2000")
    int queue();

    /// Bodies that are being received, read or stored, all together; not less than the largest body.
    @WithDefault("16M")
    MemorySize bytes();

    /// The largest request must fit, or it would be refused for ever.
    default void check() {
        if (queue() < Deliveries.MOST_ALERTS) {
            throw new ConfigurationException("cordon.intake.queue must be at least " + Deliveries.MOST_ALERTS);
        }
        if (bytes().asLongValue() < HookResource.LARGEST_BODY || bytes().asLongValue() > Integer.MAX_VALUE) {
            throw new ConfigurationException("cordon.intake.bytes must be between 1M and 2G");
        }
    }
}
