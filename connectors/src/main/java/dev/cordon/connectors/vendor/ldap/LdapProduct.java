package dev.cordon.connectors.vendor.ldap;

import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.line.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Active Directory and OpenLDAP, with one connector for each directory.
@ApplicationScoped
class LdapProduct implements Product {
    static final String NAME = "ldap";

    private final LdapConfig config;

    LdapProduct(LdapConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Connector> connectors() {
        return Tenant.each(NAME, config.tenants(), LdapProduct::connector).toList();
    }

    private static Connector connector(String name, LdapConfig.Domain domain) {
        var directory = new Directory(name, domain);
        return new Connector(
                name,
                NAME,
                List.of(new LdapLookup(directory), new LdapDisable(directory), new LdapPassword(directory)),
                new LdapPreflight(directory),
                directory.line()::health,
                directory.line()::sharedBy);
    }
}
