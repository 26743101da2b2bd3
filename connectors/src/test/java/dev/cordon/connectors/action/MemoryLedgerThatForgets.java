package dev.cordon.connectors.action;

import dev.cordon.contract.Claim;
import dev.cordon.contract.Intent;
import dev.cordon.contract.Ledger;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Pause;
import dev.cordon.contract.Refusal;
import dev.cordon.contract.Settlement;
import dev.cordon.contract.Sighting;
import dev.cordon.contract.Watched;
import jakarta.ws.rs.ProcessingException;
import java.util.List;

/// Loses the first settlements it is told.
final class MemoryLedgerThatForgets implements Ledger {
    private final MemoryLedger ledger;
    private int losses;

    MemoryLedgerThatForgets(MemoryLedger ledger, int losses) {
        this.ledger = ledger;
        this.losses = losses;
    }

    @Override
    public Claim claim(Intent intent) {
        return ledger.claim(intent);
    }

    @Override
    public Outcome settle(String actionId, Settlement settlement) {
        if (losses-- > 0) {
            throw new ProcessingException("reset");
        }
        return ledger.settle(actionId, settlement);
    }

    @Override
    public void pause(String actionId, Pause pause) {
        ledger.pause(actionId, pause);
    }

    @Override
    public void refuse(Refusal refusal) {
        ledger.refuse(refusal);
    }

    @Override
    public List<Watched> watch() {
        return ledger.watch();
    }

    @Override
    public void sighted(Sighting sighting) {
        ledger.sighted(sighting);
    }
}
