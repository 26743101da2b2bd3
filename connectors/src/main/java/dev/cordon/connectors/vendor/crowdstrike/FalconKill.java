package dev.cordon.connectors.vendor.crowdstrike;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import org.jspecify.annotations.Nullable;

/// `kill` by Real Time Response. Never queued, and never sent twice: a process id is given to another process one day.
final class FalconKill implements ProcessKill {
    private final Falcon falcon;

    FalconKill(Falcon falcon) {
        this.falcon = falcon;
    }

    @Override
    public Effect killing(Target.HostProcess process) {
        return new Kill(process);
    }

    /// Without a session nothing was sent, so it is not in doubt.
    private RtrSession opened(Target.HostProcess process, Ask ask) {
        try {
            return RtrSession.open(falcon, process.host(), ask);
        } catch (VendorException.Unavailable e) {
            throw e.vendorWell() && e.retryAfter().isEmpty()
                    ? new VendorException.Refused("host-offline", "the host is offline, and a kill is never queued")
                    : e;
        }
    }

    private final class Kill implements Effect {
        private final Target.HostProcess process;
        private @Nullable String request;
        private boolean lost;

        Kill(Target.HostProcess process) {
            this.process = process;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String receipt) {
            request = receipt.isEmpty() ? null : receipt;
            lost = receipt.isEmpty();
        }

        @Override
        public Look.State look() {
            if (lost) {
                throw new VendorException.Refused("outcome-unknown", "the answer to the kill was lost");
            }
            return request == null ? Look.State.FREE : RtrSession.responded(falcon, request);
        }

        @Override
        public String ask(Ask ask) {
            try (var session = opened(process, ask)) {
                var sent = session.respond("kill " + process.pid());
                request = sent;
                return sent;
            }
        }
    }
}
