package dev.cordon.connectors.vendor.defender;

import static dev.cordon.connectors.vendor.defender.MachineAction.COLLECT;

import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// The investigation package: processes, connections, autoruns, tasks, prefetch and logs, as one zip of Defender's own
/// making.
final class DefenderPackage implements ForensicCollection {
    private final Defender defender;

    DefenderPackage(Defender defender) {
        this.defender = defender;
    }

    @Override
    public Acquisition collecting(Target.Host host) {
        return new Delivery(defender, host, COLLECT, "collectInvestigationPackage", Map.of()) {
            @Override
            public Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException {
                defender.depot().copy(link(ticket, "getPackageUri"), ask.remaining(), out);
                return new Artifact(
                        "investigation-package.zip", "application/zip", null, null, null, "machine action " + ticket);
            }
        };
    }
}
