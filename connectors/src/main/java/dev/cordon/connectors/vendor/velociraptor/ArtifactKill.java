package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.util.regex.Pattern;

/// Ends one process by an artifact of the installation's, which gets `Pid` and `Image`.
final class ArtifactKill implements ProcessKill {
    private static final Pattern IMAGE = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N} ._()-]{0,127}");

    private final Clients clients;
    private final Flows flows;
    private final String artifact;

    ArtifactKill(Clients clients, Flows flows, String artifact) {
        this.clients = clients;
        this.flows = flows;
        this.artifact = artifact;
    }

    @Override
    public Effect killing(Target.HostProcess process) {
        return new Errand(
                clients,
                flows,
                artifact,
                process.host(),
                ask -> flows.kill(Client.id(process.host()), artifact, process.pid(), image(process), ask));
    }

    private static String image(Target.HostProcess process) {
        var image = process.program();
        if (!IMAGE.matcher(image).matches()) {
            throw new VendorException.Refused(
                    "image-needed", "without a plain program name the number may be another process by then");
        }
        return image;
    }
}
