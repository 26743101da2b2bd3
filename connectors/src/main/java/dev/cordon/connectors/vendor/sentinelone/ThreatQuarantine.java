package dev.cordon.connectors.vendor.sentinelone;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.FileQuarantine;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts a file away by the detection it belongs to: the console quarantines nothing that it has not detected.
final class ThreatQuarantine implements FileQuarantine {
    private final Console console;

    ThreatQuarantine(Console console) {
        this.console = console;
    }

    @Override
    public Effect quarantining(Target.HostFile file) {
        return new Quarantine(file);
    }

    /// The newest detection of exactly this file on exactly this host.
    private Threat threat(Target.HostFile file) {
        var agent = Console.id(file.host());
        return console
                .list("/threats", Map.of("agentIds", agent, "sortBy", "createdAt", "sortOrder", "desc", "limit", "100"))
                .rows(Threat.class)
                .stream()
                .filter(threat -> threat.on(agent) && threat.of(file))
                .findFirst()
                .orElseThrow(() -> new VendorException.Refused(
                        "not-detected", "SentinelOne quarantines what it has detected, and not this file"));
    }

    private final class Quarantine implements Effect {
        private final Target.HostFile file;
        private @Nullable String failedBefore;
        private boolean looked;
        private boolean asked;

        Quarantine(Target.HostFile file) {
            this.file = file;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String receipt) {
            asked = !receipt.isEmpty();
        }

        @Override
        public Look.State look() {
            var threat = threat(file);
            var failure = threat.quarantineFailure();
            if (!looked) {
                looked = true;
                failedBefore = failure;
            } else if (asked && failure != null && !failure.equals(failedBefore)) {
                throw new VendorException.Refused("quarantine-failed", "the agent could not put the file away");
            }
            if (threat.quarantined()) {
                return Look.State.CONTAINED;
            }
            return asked || threat.underWay() ? Look.State.CONTAINING : Look.State.FREE;
        }

        @Override
        public String ask(Ask ask) {
            var id = threat(file).id();
            var body = Map.of("filter", Map.of("ids", List.of(id)));
            console.http()
                    .write(Console.post("/threats/mitigate/quarantine", body), ask, Page.class)
                    .affectedOne();
            asked = true;
            return "threat " + id;
        }
    }
}
