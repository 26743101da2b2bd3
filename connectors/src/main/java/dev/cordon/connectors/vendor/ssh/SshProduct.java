package dev.cordon.connectors.vendor.ssh;

import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.line.Line;
import dev.cordon.connectors.line.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Linux hosts without an agent, with one connector for each inventory.
@ApplicationScoped
class SshProduct implements Product {
    static final String NAME = "ssh";

    private final SshConfig config;

    SshProduct(SshConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Connector> connectors() {
        return Tenant.each(NAME, config.tenants(), SshProduct::connector).toList();
    }

    private static Connector connector(String name, SshConfig.Hosts hosts) {
        var ssh = new Ssh(hosts);
        var line = new Line(name, hosts.budget());
        var inventory = new Inventory(hosts.inventory().orElse(null));
        return new Connector(
                name,
                NAME,
                List.of(
                        new SshLookup(name, inventory),
                        new SshIsolation(
                                ssh, line, inventory, hosts.management().orElse(List.of())),
                        new SshTriage(name, ssh, line, inventory),
                        new SshFetch(ssh, line, inventory),
                        new SshKill(ssh, line, inventory),
                        new SshQuarantine(ssh, line, inventory)),
                new SshPreflight(ssh, line, inventory),
                line::health,
                line::sharedBy);
    }
}
