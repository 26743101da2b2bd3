package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.FileQuarantine;
import dev.cordon.contract.Target;

/// Puts one file away by an artifact of the installation's, which gets `Path` and, where it is known, `Sha256`.
final class ArtifactQuarantine implements FileQuarantine {
    private final Clients clients;
    private final Flows flows;
    private final String artifact;

    ArtifactQuarantine(Clients clients, Flows flows, String artifact) {
        this.clients = clients;
        this.flows = flows;
        this.artifact = artifact;
    }

    @Override
    public Effect quarantining(Target.HostFile file) {
        return new Errand(clients, flows, artifact, file.host(), ask -> {
            var path = HostPath.of(file.path(), clients.client(file.host()));
            return flows.quarantine(Client.id(file.host()), artifact, path, file.sha256(), ask);
        });
    }
}
