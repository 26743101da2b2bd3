package dev.cordon.connectors.line;

import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// What every tenant of every product can be given. A product's own settings extend it.
public interface Tenant {

    /// The most requests a minute that we send to this tenant, all worker processes together; without it there is no
    /// limit of ours. Below the product's own limit, which other integrations share.
    OptionalInt budget();

    /// `false` sets a tenant aside without losing its settings.
    @WithDefault("true")
    boolean enabled();

    /// Whether it has what it needs to be used.
    default boolean used() {
        return enabled();
    }

    /// One thing for each tenant that is used, by the connector's name: the product's for the one without a name of its
    /// own, `product-name` for the others.
    static <T extends Tenant, C> Stream<C> each(String product, Map<String, T> tenants, BiFunction<String, T, C> make) {
        return tenants.entrySet().stream()
                .filter(tenant -> tenant.getValue().used())
                .map(tenant -> make.apply(
                        tenant.getKey().equals(product) ? product : product + "-" + tenant.getKey(),
                        tenant.getValue()));
    }
}
