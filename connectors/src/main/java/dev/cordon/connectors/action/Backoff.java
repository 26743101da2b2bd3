package dev.cordon.connectors.action;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// When to come back, by how often we have been here.
///
/// It is also the clock of an action's deadline. The worker cannot know when the first claim was made, and wall clocks
/// jump; but the ledger counts the claims, and the broker has waited at least this long between any two of them (a
/// crash costs the job's timeout, which is longer). So an action is never given up before its deadline.
final class Backoff {
    private static final int[] SECONDS = {1, 2, 4, 8, 15};
    private static final int LATER = 30;

    private Backoff() {}

    static Duration after(int attempt) {
        var least = Duration.ofSeconds(seconds(attempt));
        return least.plusMillis(ThreadLocalRandom.current().nextLong(least.toMillis() / 5));
    }

    /// What has passed for certain when the `attempt`th claim begins.
    static Duration before(int attempt) {
        var total = 0L;
        for (var earlier = 1; earlier < attempt; earlier++) {
            total += seconds(earlier);
        }
        return Duration.ofSeconds(total);
    }

    private static int seconds(int attempt) {
        return attempt <= SECONDS.length ? SECONDS[attempt - 1] : LATER;
    }
}
