package dev.cordon.engine.ledger;

import dev.cordon.contract.Claim;
import dev.cordon.contract.Intent;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Pause;
import dev.cordon.contract.Refusal;
import dev.cordon.contract.Settlement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.UUID;

/// Claim and settle. Each is one transaction with its timeline line.
///
/// A claim is a lease. It is longer than a worker's request to a vendor may take, and a worker sends nothing near its
/// end; so when somebody else gets the action as [Claim.InDoubt], whatever the first one sent has arrived, and a look
/// tells the truth.
@ApplicationScoped
class ActionLedger {
    static final Duration LEASE = Duration.ofSeconds(20);

    private final Claims claims;
    private final Settlements settlements;
    private final Unresolved unresolved;

    ActionLedger(Claims claims, Settlements settlements, Unresolved unresolved) {
        this.claims = claims;
        this.settlements = settlements;
        this.unresolved = unresolved;
    }

    @Transactional
    Claim claim(Intent intent) {
        return claims.claim(intent);
    }

    @Transactional
    Outcome settle(UUID id, Settlement settlement) {
        return settlements.settle(id, settlement);
    }

    /// Gives the claim back: the world needs time.
    @Transactional
    void pause(UUID id, Pause pause) {
        settlements.pause(id, pause);
    }

    /// There is no action: its target was not found, or is not one.
    @Transactional
    void refuse(Refusal refusal) {
        unresolved.refuse(refusal);
    }

    /// @return how many actions there were that nobody will come back for
    @Transactional
    int settleOrphans() {
        return settlements.settleOrphans();
    }
}
