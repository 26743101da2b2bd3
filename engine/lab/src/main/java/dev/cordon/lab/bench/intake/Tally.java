package dev.cordon.lab.bench.intake;

import dev.cordon.lab.bench.Quantiles;
import java.util.Arrays;
import java.util.BitSet;

/// What was sent and heard, by one hand or by all of them together.
final class Tally {
    private static final int ACCEPTED = 202;
    private static final int TOO_MANY = 429;
    private static final int OVERLOADED = 503;

    private final BitSet singles = new BitSet();
    private final BitSet batches = new BitSet();
    private long[] nanos = new long[1 << 10];
    private int answered;
    private long alerts;
    private long refused;
    private long mute;
    private long failed;
    private long latest;

    /// @param took from when it should have left to the end of the answer
    /// @param hasRetryAfter whether the answer said when to come again
    void heard(Mix.Request request, int status, boolean hasRetryAfter, long took) {
        if (status == ACCEPTED) {
            accepted(request, took);
        } else if (status == TOO_MANY || status == OVERLOADED) {
            refused++;
            mute += hasRetryAfter ? 0 : 1;
        } else {
            failed++;
        }
    }

    private void accepted(Mix.Request request, long took) {
        if (answered == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * answered);
        }
        nanos[answered++] = took;
        alerts += request.alerts();
        (request.isBatch() ? batches : singles).set(Math.toIntExact(request.number()));
    }

    void left(long late) {
        latest = Math.max(latest, late);
    }

    Tally and(Tally more) {
        nanos = Arrays.copyOf(nanos, answered + more.answered);
        System.arraycopy(more.nanos, 0, nanos, answered, more.answered);
        answered += more.answered;
        alerts += more.alerts;
        refused += more.refused;
        mute += more.mute;
        failed += more.failed;
        latest = Math.max(latest, more.latest);
        singles.or(more.singles);
        batches.or(more.batches);
        return this;
    }

    /// The numbers of those that were answered with 202, repeats once.
    BitSet singles() {
        return singles;
    }

    BitSet batches() {
        return batches;
    }

    /// Requests answered with 202.
    int answered() {
        return answered;
    }

    /// Alerts in them, repeats included.
    long alerts() {
        return alerts;
    }

    /// Different alerts in them: rows that have to be there.
    long different() {
        return singles.cardinality() + (long) Mix.BATCH * batches.cardinality();
    }

    /// Answered with 429 or 503.
    long refused() {
        return refused;
    }

    /// Of these, without a word on when to come again.
    long mute() {
        return mute;
    }

    /// Answered otherwise, or not at all.
    long failed() {
        return failed;
    }

    Quantiles latency() {
        return Quantiles.of(Arrays.stream(nanos, 0, answered).mapToDouble(each -> each / 1e6));
    }

    /// How much too late the latest one left, in milliseconds.
    double late() {
        return latest / 1e6;
    }
}
