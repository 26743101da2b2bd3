package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.line.Line;
import dev.cordon.connectors.line.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Velociraptor, with one connector for each server.
@ApplicationScoped
class Velociraptor implements Product {
    static final String NAME = "velociraptor";

    private final VelociraptorConfig config;

    Velociraptor(VelociraptorConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Connector> connectors() {
        return Tenant.each(NAME, config.tenants(), Velociraptor::connector).toList();
    }

    private static Connector connector(String name, VelociraptorConfig.Server server) {
        var api = new Api(server.config().orElseThrow(), new Line(name, server.budget()));
        var clients = new Clients(name, api, server);
        var flows = new Flows(api);
        return new Connector(
                name,
                NAME,
                List.of(
                        clients,
                        new QuarantineIsolation(api, clients, flows, server.trustRelease()),
                        new Triage(clients, flows, server)),
                new ApiPreflight(api, server),
                api.line()::health,
                api.line()::sharedBy);
    }
}
