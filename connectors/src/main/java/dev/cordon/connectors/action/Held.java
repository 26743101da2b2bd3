package dev.cordon.connectors.action;

import dev.cordon.contract.Claim;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A claim in our hands.
///
/// @param since before the claim was sent, so the server's lease began later than this
/// @param doubt somebody held it before and did not settle
/// @param asked somebody before is known to have sent the request
/// @param interrupted somebody before may have sent it without being able to say so
/// @param receipt what the vendor answered to it; null when nothing came back
record Held(
        String token,
        long since,
        int attempt,
        boolean doubt,
        boolean asked,
        boolean interrupted,
        @Nullable String receipt) {

    static Held of(Claim.Fresh claim, long since) {
        return new Held(claim.token(), since, 1, false, false, false, null);
    }

    static Held of(Claim.InDoubt claim, long since) {
        return new Held(
                claim.token(), since, claim.attempt(), true, claim.asked(), claim.interrupted(), claim.receipt());
    }

    /// The last moment at which something may be sent.
    long latest(Pace pace) {
        return since + pace.lease().minus(pace.margin()).toNanos();
    }

    boolean past(Duration deadline) {
        return Backoff.before(attempt).compareTo(deadline) >= 0;
    }
}
