package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.capability.Capability;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.line.Line;
import dev.cordon.connectors.line.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
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
                capabilities(server, api, clients, flows),
                new ApiPreflight(api, server),
                api.line()::health,
                api.line()::sharedBy);
    }

    private static List<Capability> capabilities(
            VelociraptorConfig.Server server, Api api, Clients clients, Flows flows) {
        var capabilities = new ArrayList<Capability>(List.of(
                clients,
                new QuarantineIsolation(api, clients, flows, server.trustRelease()),
                new Triage(clients, flows, server),
                new ArtifactFetch(clients, flows, new Store(api), server)));
        server.killArtifact().ifPresent(artifact -> capabilities.add(new ArtifactKill(clients, flows, artifact)));
        server.quarantineArtifact()
                .ifPresent(artifact -> capabilities.add(new ArtifactQuarantine(clients, flows, artifact)));
        return capabilities;
    }
}
