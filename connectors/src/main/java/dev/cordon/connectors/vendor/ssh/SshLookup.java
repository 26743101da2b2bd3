package dev.cordon.connectors.vendor.ssh;

import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.contract.Target;
import java.util.List;

/// By id, name, fully qualified name or address, as the inventory has them. Dials nobody.
final class SshLookup implements HostLookup {
    private final String connector;
    private final Inventory inventory;

    SshLookup(String connector, Inventory inventory) {
        this.connector = connector;
        this.inventory = inventory;
    }

    @Override
    public Matches<Target.Host> find(String query) {
        return new Matches<>(
                inventory.all().stream()
                        .filter(entry -> entry.called(query))
                        .map(entry -> entry.host(connector))
                        .toList(),
                List.of());
    }
}
