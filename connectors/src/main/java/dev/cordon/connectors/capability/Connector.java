package dev.cordon.connectors.capability;

import dev.cordon.contract.connector.Health;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// One configured tenant of a product.
///
/// @param name what targets carry as their vendor: the product's, or `product-tenant` where there are several
/// @param capabilities what it can do; what is missing the product cannot do, or this installation lacks the settings
/// for
/// @param health how its requests went lately
/// @param sharedBy is told how many worker processes share the tenant's rate budget
public record Connector(
        String name,
        String product,
        List<Capability> capabilities,
        Preflight preflight,
        Supplier<Health> health,
        IntConsumer sharedBy) {
    public Connector {
        capabilities = List.copyOf(capabilities);
    }

    public <C> Optional<C> able(Class<C> kind) {
        return capabilities.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
