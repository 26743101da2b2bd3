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
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The ledger for one action, without a database. `lines` is shared with the vendor, so order is visible.
final class MemoryLedger implements Ledger {
    final List<String> lines;
    final List<Refusal> refusals = new ArrayList<>();
    final List<Settlement> settlements = new ArrayList<>();
    final List<Pause> pauses = new ArrayList<>();
    final List<Watched> watched = new ArrayList<>();
    final List<Sighting> sightings = new ArrayList<>();
    int silentFor;
    Claim.@Nullable Denied denial;

    private final Time time;
    private int attempts;
    private boolean asked;
    private boolean interrupted;
    private @Nullable String receipt;
    private @Nullable String holder;
    private Instant until = Instant.MIN;
    private @Nullable Outcome outcome;

    MemoryLedger(Time time, List<String> lines) {
        this.time = time;
        this.lines = lines;
    }

    @Override
    public Claim claim(Intent intent) {
        answering();
        if (outcome != null) {
            return new Claim.Settled(outcome);
        }
        if (denial != null) {
            return denial;
        }
        if (holder != null && time.now().isBefore(until)) {
            return new Claim.Busy(until);
        }
        interrupted |= holder != null;
        attempts++;
        holder = "token-" + attempts;
        until = time.now().plusSeconds(20);
        lines.add("intent " + intent.action().value());
        return attempts == 1
                ? new Claim.Fresh(holder, until)
                : new Claim.InDoubt(holder, until, attempts, asked, interrupted, receipt);
    }

    @Override
    public Outcome settle(String actionId, Settlement settlement) {
        answering();
        if (outcome == null) {
            fenced(settlement.token());
            outcome = settlement.outcome();
            settlements.add(settlement);
            lines.add("outcome " + outcome.getClass().getSimpleName());
        }
        return outcome;
    }

    @Override
    public void pause(String actionId, Pause pause) {
        answering();
        fenced(pause.token());
        asked |= pause.asked();
        receipt = pause.receipt() == null ? receipt : pause.receipt();
        holder = null;
        pauses.add(pause);
        lines.add("pause");
    }

    @Override
    public void refuse(Refusal refusal) {
        answering();
        refusals.add(refusal);
    }

    @Override
    public List<Watched> watch() {
        answering();
        return watched;
    }

    @Override
    public void sighted(Sighting sighting) {
        answering();
        sightings.add(sighting);
    }

    private void answering() {
        if (silentFor > 0) {
            silentFor--;
            throw new ProcessingException("no route to the server");
        }
    }

    private void fenced(String token) {
        if (!token.equals(holder)) {
            throw new WebApplicationException("claim-lost", 409);
        }
    }
}
