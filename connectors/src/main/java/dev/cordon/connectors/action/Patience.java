package dev.cordon.connectors.action;

import dev.cordon.contract.Outcome;
import dev.cordon.contract.Pause;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long a product that does not answer is waited for, where nothing is urgent: ever more seldom, and at the end it
/// is given up on record. Nobody has to see to it at night.
///
/// @param until by the wall clock: it is a matter of days, and the same for all that a run does
record Patience(Instant until) {
    private static final int[] SECONDS = {1, 2, 4, 8, 15, 30, 60, 120, 240, 480, 900, 1800};
    private static final int LATER = 3600;
    /// What is over sooner is no news.
    private static final Duration NEWS = Duration.ofMinutes(1);

    boolean over(Instant now) {
        return !now.isBefore(until);
    }

    /// @param interrupted somebody may have asked without being able to say so
    Outcome givenUp(boolean interrupted, String why) {
        var how = "it did not answer until %s: %s".formatted(until, why);
        return interrupted
                ? new Outcome.Unverified("interrupted, and " + how)
                : new Outcome.Refused("not-reached", how);
    }

    /// @param attempt how often somebody has been here
    /// @param least how long it must be at least
    Duration pause(int attempt, Duration least, Instant now) {
        var usual = Duration.ofSeconds(attempt <= SECONDS.length ? SECONDS[attempt - 1] : LATER);
        var left = Duration.between(now, until);
        var wished = usual.compareTo(left) < 0 ? usual : left;
        return wished.compareTo(least) > 0 ? wished : least;
    }

    Pause.@Nullable Waits news(String why, Duration pause, Instant now) {
        return pause.compareTo(NEWS) < 0 || over(now) ? null : new Pause.Waits(why, now.plus(pause), until);
    }
}
