package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Ends one process by an artifact of the installation's, which gets `Pid` and `Image` and ends with a row whose `Gone`
/// is
/// true when that process is there no more.
final class ArtifactKill implements ProcessKill {
    private static final Pattern IMAGE = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N} ._()-]{0,127}");

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_]+(\\.[0-9A-Za-z_]+)*");

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
        return new Kill(process);
    }

    private static String image(Target.HostProcess process) {
        var image = process.image() == null ? "" : process.image().replaceFirst("^.*[\\\\/]", "");
        if (!IMAGE.matcher(image).matches()) {
            throw new VendorException.Refused(
                    "image-needed", "without a plain program name the number may be another process by then");
        }
        return image;
    }

    private final class Kill implements Effect {
        private final Target.HostProcess process;
        private @Nullable String flow;

        Kill(Target.HostProcess process) {
            this.process = process;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String receipt) {
            flow = Flow.idIn(receipt).orElse(null);
        }

        /// Whatever was asked for without an answer is asked for again: the artifact ends only what is still that
        /// process.
        @Override
        public Look.State look() {
            if (flow == null) {
                clients.online(process.host());
                return Look.State.FREE;
            }
            var client = Client.id(process.host());
            return switch (flows.one(client, flow).stage()) {
                case WAITING -> Look.State.CONTAINING;
                case FAILED ->
                    throw new VendorException.Refused("failed-on-host", "the artifact failed or was cancelled");
                case FINISHED -> told(client, flow);
            };
        }

        private Look.State told(String client, String finished) {
            var rows = flows.results(client, finished, artifact);
            if (rows.isEmpty() || !rows.getLast().path("Gone").isBoolean()) {
                throw new VendorException.Refused("not-verifiable", "the artifact does not say whether it is gone");
            }
            if (!rows.getLast().path("Gone").booleanValue()) {
                throw new VendorException.Refused("failed-on-host", "the process is still there, or is another one");
            }
            return Look.State.CONTAINED;
        }

        @Override
        public String ask(Ask ask) {
            var image = image(process);
            if (!NAME.matcher(artifact).matches()) {
                throw new VendorException.Misconfigured("the settings name an artifact that cannot be one");
            }
            clients.online(process.host());
            flow = flows.kill(Client.id(process.host()), artifact, process.pid(), image, ask);
            return Flow.receipt(flow);
        }
    }
}
