package dev.cordon.connectors.line;

import dev.cordon.connectors.capability.VendorException;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How often this process may ask one vendor tenant. All worker processes share the tenant's budget equally.
///
/// A sixth of a minute's budget may be spent at once. Whoever finds none waits a little; the less urgent ones leave a
/// reserve to the others. When the vendor itself names a time to stay away, nobody asks before it.
final class Budget {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofMillis(25);
    private static final int BURSTS_PER_MINUTE = 6;

    private final OptionalInt perMinute;
    private final @Nullable Bucket bucket;
    private volatile int workers = 1;
    private volatile long closedUntil = System.nanoTime();

    Budget(OptionalInt perMinute) {
        this.perMinute = perMinute;
        this.bucket = perMinute.isEmpty()
                ? null
                : Bucket.builder().addLimit(bandwidth(perMinute.getAsInt())).build();
    }

    /// Returns when a request may be sent.
    ///
    /// @throws VendorException.Unavailable it may not, with the time to come back
    void take(Urgency urgency) {
        var closed = Duration.ofNanos(closedUntil - System.nanoTime());
        if (closed.isPositive()) {
            throw VendorException.Unavailable.spared("the vendor asked us to stay away for a moment", closed);
        }
        if (bucket == null) {
            return;
        }
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!taken(bucket, urgency)) {
            if (System.nanoTime() > end) {
                throw VendorException.Unavailable.spared(
                        "the rate budget for this vendor is used up by more urgent work", PATIENCE);
            }
            pause();
        }
    }

    private boolean taken(Bucket open, Urgency urgency) {
        return open.getAvailableTokens() >= 1 + Math.round(burst(share()) * urgency.reserve()) && open.tryConsume(1);
    }

    /// The vendor named a time to come back.
    void close(Duration wait) {
        closedUntil = Math.max(closedUntil, System.nanoTime() + wait.toNanos());
    }

    void sharedBy(int count) {
        if (bucket != null && count > 0 && count != workers) {
            workers = count;
            bucket.replaceConfiguration(
                    io.github.bucket4j.BucketConfiguration.builder()
                            .addLimit(bandwidth(share()))
                            .build(),
                    TokensInheritanceStrategy.PROPORTIONALLY);
        }
    }

    /// Requests a minute for this process.
    @Nullable
    Integer limit() {
        return perMinute.isEmpty() ? null : Integer.valueOf(share());
    }

    /// What may be sent at this moment.
    @Nullable
    Integer left() {
        if (bucket == null) {
            return null;
        }
        return closedUntil - System.nanoTime() > 0 ? 0 : Math.toIntExact(bucket.getAvailableTokens());
    }

    private int share() {
        return Math.max(1, perMinute.orElse(1) / workers);
    }

    private static int burst(int share) {
        return Math.max(1, share / BURSTS_PER_MINUTE);
    }

    private static Bandwidth bandwidth(int share) {
        return Bandwidth.builder()
                .capacity(burst(share))
                .refillGreedy(share, Duration.ofMinutes(1))
                .build();
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VendorException.Unavailable("stopped while waiting for the rate budget");
        }
    }
}
