package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Urgency;
import dev.cordon.contract.Ledger;
import dev.cordon.contract.Look;
import dev.cordon.contract.Sighting;
import dev.cordon.contract.Watched;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// Goes on looking at what was asked for and never seen to happen: a host that was offline hears it when it comes back.
/// It asks for nothing.
@ApplicationScoped
public class Watchman {
    private static final Logger LOG = Logger.getLogger(Watchman.class);

    private final Ledger ledger;
    private final Actions actions;
    private final Time time;

    Watchman(Ledger ledger, Actions actions, Time time) {
        this.ledger = ledger;
        this.actions = actions;
        this.time = time;
    }

    /// One round. What cannot be seen now is left to the next.
    public void goRound() {
        for (var watched : ledger.watch()) {
            try {
                look(watched);
            } catch (VendorException e) {
                LOG.debugf("action %s cannot be looked at now: %s", watched.actionId(), e.why());
            }
        }
    }

    private void look(Watched watched) {
        var state = Urgency.PATIENT.during(() -> actions.look(watched.action(), watched.target()));
        var goal = watched.action().undoes().isPresent() ? Look.State.FREE : Look.State.CONTAINED;
        if (state == goal) {
            ledger.sighted(new Sighting(watched.actionId(), new Look(time.now(), state)));
        }
    }
}
