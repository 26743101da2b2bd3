package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.Capability;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.capability.Vendors;
import dev.cordon.contract.connector.Health;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The product of the vendor in memory.
record Lab(List<Connector> connectors) implements Product {
    @Override
    public String name() {
        return "lab";
    }

    static Vendors vendors(Connector... connectors) {
        return new Vendors(List.of(new Lab(List.of(connectors))));
    }

    /// @param budget requests a minute
    static Connector connector(String name, @Nullable Integer budget, Capability... capabilities) {
        return new Connector(
                name,
                "lab",
                List.of(capabilities),
                List::of,
                () -> new Health(0, 0, null, "closed", budget, budget, null, null),
                workers -> {});
    }
}
