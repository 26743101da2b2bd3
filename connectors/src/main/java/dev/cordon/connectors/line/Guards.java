package dev.cordon.connectors.line;

import dev.cordon.connectors.capability.VendorException;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/// Two policies with state per vendor: a read may be tried again, a write never.
final class Guards {
    private static final Duration OPEN = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofMillis(250);

    private final Guard reads;
    private final Guard writes;
    private final AtomicInteger open = new AtomicInteger();

    /// @param punctual whether the calls keep their limits themselves. A timer of the guard's wakes its
    /// thread for every call.
    Guards(String vendor, boolean punctual) {
        reads = timed(breaker(Guard.create().withDescription(vendor + " reads")), punctual, Line.READ)
                .withRetry()
                .maxRetries(2)
                .delay(100, ChronoUnit.MILLIS)
                .jitter(50, ChronoUnit.MILLIS)
                .whenException(Guards::worthAnother)
                .done()
                .build();
        writes = timed(breaker(Guard.create().withDescription(vendor + " writes")), punctual, Line.WRITE)
                .withBulkhead()
                .limit(64)
                .queueSize(256)
                .enableSynchronousQueueing()
                .done()
                .build();
    }

    /// Whether the vendor is being spared.
    boolean open() {
        return open.get() > 0;
    }

    private void changed(CircuitBreakerState state) {
        open.addAndGet(
                switch (state) {
                    case OPEN -> 1;
                    case HALF_OPEN -> -1;
                    case CLOSED -> 0;
                });
    }

    <T> T read(Supplier<T> call, Class<T> type) {
        return guarded(reads, call, type);
    }

    <T> T write(Supplier<T> call, Class<T> type) {
        return guarded(writes, call, type);
    }

    private Guard.Builder breaker(Guard.Builder guard) {
        return guard.withCircuitBreaker()
                .when(Guards::sick)
                .requestVolumeThreshold(20)
                .failureRatio(0.75)
                .delay(OPEN.toMillis(), ChronoUnit.MILLIS)
                .onStateChange(this::changed)
                .done();
    }

    private static Guard.Builder timed(Guard.Builder guard, boolean punctual, Duration limit) {
        return punctual
                ? guard
                : guard.withTimeout()
                        .duration(limit.plus(GRACE).toMillis(), ChronoUnit.MILLIS)
                        .done();
    }

    private static <T> T guarded(Guard guard, Supplier<T> call, Class<T> type) {
        try {
            return guard.get(call, type);
        } catch (TimeoutException e) {
            // the guard's interrupt may come just after the call gave up by itself
            Thread.interrupted();
            throw new VendorException.Unavailable("the vendor did not answer in time");
        } catch (CircuitBreakerOpenException e) {
            throw VendorException.Unavailable.spared("the vendor has been failing; not asked for a moment", OPEN);
        } catch (BulkheadException e) {
            throw new VendorException.Unavailable("too many changes are under way at this vendor");
        }
    }

    // A vendor that named a time to come back is not asked again before it.
    private static boolean worthAnother(Throwable failure) {
        return sick(failure)
                && !(failure instanceof VendorException.Unavailable unavailable
                        && unavailable.retryAfter().isPresent());
    }

    private static boolean sick(Throwable failure) {
        return failure instanceof TimeoutException
                || (failure instanceof VendorException.Unavailable unavailable && !unavailable.vendorWell());
    }
}
