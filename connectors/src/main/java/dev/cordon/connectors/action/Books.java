package dev.cordon.connectors.action;

import dev.cordon.contract.Claim;
import dev.cordon.contract.Intent;
import dev.cordon.contract.Ledger;
import dev.cordon.contract.Look;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Pause;
import dev.cordon.contract.Settlement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Our side of the ledger: what to do when it does not answer.
@ApplicationScoped
class Books {
    private static final Logger LOG = Logger.getLogger(Books.class);
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final int TRIES = 3;

    private final Ledger ledger;
    private final Time time;

    Books(Ledger ledger, Time time) {
        this.ledger = ledger;
        this.time = time;
    }

    /// Claims, and acts only on a claim that was answered. No answer may mean that the claim stands: the next delivery
    /// will find it busy until its lease ends.
    Answer claimed(Intent intent, Function<Held, Answer> act) {
        var since = time.nanos();
        Claim claim;
        try {
            claim = ledger.claim(intent);
        } catch (RuntimeException e) {
            return silent(intent.actionId(), "claim", e);
        }
        return switch (claim) {
            case Claim.Settled(var outcome) -> new Answer.Ended(outcome);
            case Claim.Denied(var code, var why) -> new Answer.Denied(code, why);
            case Claim.Busy(var until) -> new Answer.Later(patience(until), "another worker is on it");
            case Claim.Fresh fresh -> act.apply(Held.of(fresh, since));
            case Claim.InDoubt doubt -> act.apply(Held.of(doubt, since));
        };
    }

    /// May be repeated, so it is: an outcome that is lost here is known less exactly later.
    Answer settle(String actionId, Held held, Outcome outcome, List<Look> looks) {
        var settlement = new Settlement(held.token(), outcome, looks);
        for (var attempt = 1; ; attempt++) {
            try {
                return new Answer.Ended(ledger.settle(actionId, settlement));
            } catch (RuntimeException e) {
                if (attempt == TRIES || lost(e)) {
                    return silent(actionId, "settle", e);
                }
                time.sleep(Duration.ofMillis(200L * attempt));
            }
        }
    }

    /// Without an answer the lease ends by itself.
    void pause(String actionId, Pause pause) {
        try {
            ledger.pause(actionId, pause);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "action %s: the ledger did not take the pause (%s)",
                    actionId, e.getClass().getSimpleName());
        }
    }

    private Answer silent(String actionId, String what, RuntimeException e) {
        var status = e instanceof WebApplicationException web
                ? " " + web.getResponse().getStatus()
                : "";
        LOG.warnf(
                "action %s: no answer to %s (%s%s)",
                actionId, what, e.getClass().getSimpleName(), status);
        return new Answer.Later(SILENCE, "the ledger did not answer to " + what + status);
    }

    private static boolean lost(RuntimeException e) {
        return e instanceof WebApplicationException web && web.getResponse().getStatus() == 409;
    }

    // Only how soon to ask again depends on the two wall clocks, and only within bounds.
    private Duration patience(Instant until) {
        var wait = Duration.between(time.now(), until).toMillis();
        return Duration.ofMillis(Math.clamp(wait, 500, 20_000));
    }
}
