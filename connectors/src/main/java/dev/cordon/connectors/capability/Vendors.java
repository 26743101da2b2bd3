package dev.cordon.connectors.capability;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Every configured connector of this installation, in the order of their names.
@ApplicationScoped
public class Vendors {
    private final List<Connector> connectors;

    public Vendors(@All List<Product> products) {
        connectors = products.stream()
                .flatMap(product -> product.connectors().stream())
                .sorted(Comparator.comparing(Connector::name))
                .toList();
    }

    public List<Connector> all() {
        return connectors;
    }

    public Optional<Connector> named(String name) {
        return connectors.stream()
                .filter(connector -> connector.name().equals(name))
                .findFirst();
    }
}
