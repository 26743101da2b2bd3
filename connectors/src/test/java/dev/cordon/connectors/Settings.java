package dev.cordon.connectors;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// A vendor's settings as an operator would write them, read as the application reads them.
public final class Settings {
    private Settings() {}

    /// @param mapping the vendor's `@ConfigMapping`
    /// @param settings by their full names: `cordon.vendor.crowdstrike.url`, ...
    public static <C> C of(Class<C> mapping, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(mapping);
    }

    /// @param more wins over `settings`
    public static <C> C of(Class<C> mapping, Map<String, String> settings, Map<String, String> more) {
        var all = new HashMap<>(settings);
        all.putAll(more);
        return of(mapping, all);
    }

    public static <T> T tenant(Map<String, T> tenants, String name) {
        return Objects.requireNonNull(tenants.get(name), () -> "no tenant " + name);
    }
}
