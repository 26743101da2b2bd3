package dev.cordon.connectors.vendor.wazuh;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import java.util.function.Function;

/// Known to be possible before it is sent, and nothing afterwards. So it is sent once, and always ends unverified.
final class Once implements Effect {
    private final Look.State goal;
    private final Runnable possible;
    private final Function<Ask, String> send;
    private boolean sent;

    /// @param possible throws when it is not
    Once(Look.State goal, Runnable possible, Function<Ask, String> send) {
        this.goal = goal;
        this.possible = possible;
        this.send = send;
    }

    static VendorException unseen() {
        return new VendorException.Refused(
                "not-verifiable", "Wazuh does not tell what became of it on the host; check the host itself");
    }

    @Override
    public Look.State goal() {
        return goal;
    }

    @Override
    public void resume(String receipt) {
        sent = true;
    }

    /// Before the request the opposite of the goal is assumed: to ask once too often is the lesser harm.
    @Override
    public Look.State look() {
        if (sent) {
            throw unseen();
        }
        possible.run();
        return goal == Look.State.CONTAINED ? Look.State.FREE : Look.State.CONTAINED;
    }

    @Override
    public String ask(Ask ask) {
        sent = true;
        try {
            return send.apply(ask);
        } catch (VendorException.Refused | VendorException.Misconfigured e) {
            sent = false;
            throw e;
        }
    }
}
