package dev.cordon.lab.range;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Stands still until the test moves it.
final class HandClock implements InstantSource {
    private volatile Instant now = Instant.now();

    void forward(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
