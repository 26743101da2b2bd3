package dev.cordon.connectors.action;

import java.time.Duration;
import java.time.Instant;

/// A clock that moves when somebody waits.
final class ManualTime implements Time {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private long nanos;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public void sleep(Duration duration) {
        nanos += duration.toNanos();
    }
}
