package dev.cordon.connectors.capability;

import java.time.Duration;
import java.util.function.LongSupplier;

/// The right to send one change, as long as the claim behind it lasts. No write leaves without one.
///
/// @param actionId what the vendor's log will show, and its idempotency key where it has one
/// @param latest on the monotonic clock, in nanoseconds: nothing may be sent after it
public record Ask(String actionId, long latest, LongSupplier nanos) {

    /// How long something may still be sent; zero or less: no more.
    public Duration remaining() {
        return Duration.ofNanos(latest - nanos.getAsLong());
    }
}
