package dev.cordon.engine.ledger;

import dev.cordon.contract.Claim;
import dev.cordon.contract.Intent;
import dev.cordon.contract.Ledger;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Pause;
import dev.cordon.contract.Refusal;
import dev.cordon.contract.Settlement;
import dev.cordon.contract.Sighting;
import dev.cordon.contract.Watched;
import dev.cordon.engine.containment.Watch;
import dev.cordon.engine.problem.Problem;
import io.micrometer.core.annotation.Timed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// The ledger as the connectors see it.
@RunOnVirtualThread
@RolesAllowed("worker")
public class LedgerResource implements Ledger {
    @Inject
    ActionLedger ledger;

    @Inject
    Watch watch;

    @Override
    @Timed("cordon.ledger.claim")
    public Claim claim(Intent intent) {
        if (intent == null
                || Stream.of(intent.action(), intent.target(), intent.reason(), intent.element(), intent.worker())
                        .anyMatch(part -> part == null)) {
            throw new Problem(400, "bad-request", "An intent needs action, target, reason, element and worker.");
        }
        uuid(intent.actionId());
        return ledger.claim(intent);
    }

    @Override
    @Timed("cordon.ledger.settle")
    public Outcome settle(String actionId, Settlement settlement) {
        if (settlement == null || settlement.token() == null || settlement.outcome() == null) {
            throw new Problem(400, "bad-request", "A settlement needs token and outcome.");
        }
        return ledger.settle(uuid(actionId), settlement);
    }

    @Override
    public void pause(String actionId, Pause pause) {
        if (pause == null || pause.token() == null) {
            throw new Problem(400, "bad-request", "A pause needs the claim's token.");
        }
        var waits = pause.waits();
        if (waits != null && Stream.of(waits.why(), waits.next(), waits.until()).anyMatch(part -> part == null)) {
            throw new Problem(400, "bad-request", "Whoever waits says why, when it tries again, and until when.");
        }
        ledger.pause(uuid(actionId), pause);
    }

    @Override
    public void refuse(Refusal refusal) {
        if (refusal == null || refusal.action() == null || refusal.query() == null || refusal.code() == null) {
            throw new Problem(400, "bad-request", "A refusal needs action, query and code.");
        }
        uuid(refusal.incidentId());
        ledger.refuse(refusal);
    }

    @Override
    public List<Watched> watch() {
        return watch.watched();
    }

    @Override
    public void sighted(Sighting sighting) {
        if (sighting == null || sighting.look() == null || sighting.look().state() == null) {
            throw new Problem(400, "bad-request", "A sighting needs a look.");
        }
        watch.sighted(uuid(sighting.actionId()), sighting.look().state());
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new Problem(400, "bad-request", "Not an id: " + text);
        }
    }
}
