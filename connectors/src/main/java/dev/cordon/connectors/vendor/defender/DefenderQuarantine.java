package dev.cordon.connectors.vendor.defender;

import static dev.cordon.connectors.vendor.defender.MachineAction.QUARANTINE;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.FileQuarantine;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Stops whatever runs from a file and puts every copy of it on the machine away. Defender goes by SHA-1 and not by
/// path.
///
/// An earlier quarantine proves nothing: the file may have come back. So only our own request counts.
final class DefenderQuarantine implements FileQuarantine {
    private final MachineActions actions;

    DefenderQuarantine(Defender defender) {
        this.actions = new MachineActions(defender);
    }

    @Override
    public Effect quarantining(Target.HostFile file) {
        return new Quarantine(actions, file);
    }

    private static final class Quarantine implements Effect {
        private static final String RECEIPT = "machine action ";

        private final MachineActions actions;
        private final Target.HostFile file;
        private @Nullable String reference;
        /// Of a request that may not have been answered.
        private @Nullable String asked;

        Quarantine(MachineActions actions, Target.HostFile file) {
            this.actions = actions;
            this.file = file;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String receipt) {
            if (receipt.startsWith(RECEIPT)) {
                reference = receipt.substring(RECEIPT.length());
            }
        }

        @Override
        public Look.State look() {
            if (reference != null) {
                return state(actions.read(reference));
            }
            return asked == null
                    ? Look.State.FREE
                    : actions.asked(file.host(), QUARANTINE, asked)
                            .map(Quarantine::state)
                            .orElse(Look.State.FREE);
        }

        @Override
        public String ask(Ask ask) {
            var sha1 = file.sha1();
            if (sha1 == null) {
                throw new VendorException.Refused(
                        "hash-needed", "Defender knows a file by its SHA-1, which is missing");
            }
            asked = ask.actionId();
            reference = null;
            var action = actions.asked(file.host(), QUARANTINE, ask.actionId())
                    .orElseGet(() -> actions.ask(file.host(), QUARANTINE, QUARANTINE, Map.of("Sha1", sha1), ask));
            reference = action.reference();
            return RECEIPT + reference;
        }

        private static Look.State state(MachineAction action) {
            return switch (action.state()) {
                case UNDER_WAY -> Look.State.CONTAINING;
                case SUCCEEDED -> Look.State.CONTAINED;
                case OVER -> Look.State.FREE;
            };
        }
    }
}
