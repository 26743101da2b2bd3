package dev.cordon.connectors.vendor.crowdstrike;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import org.jspecify.annotations.Nullable;

/// `kill` by Real Time Response. Never queued, and never sent twice: a process id is given to another process one day.
/// The session lives until the command has ended: whether a cloud still knows the commands of a deleted one, or lets
/// them go on, is not documented.
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
        private @Nullable RtrSession session;
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
            if (request == null) {
                return Look.State.FREE;
            }
            try {
                var state = RtrSession.responded(falcon, request);
                if (state != Look.State.CONTAINING) {
                    end();
                }
                return state;
            } catch (VendorException.Refused e) {
                end();
                throw e;
            }
        }

        @Override
        public String ask(Ask ask) {
            session = opened(process, ask);
            try {
                request = session.respond("kill " + process.pid());
                return request;
            } finally {
                if (request == null) {
                    end();
                }
            }
        }

        private void end() {
            if (session != null) {
                session.close();
                session = null;
            }
        }
    }
}
