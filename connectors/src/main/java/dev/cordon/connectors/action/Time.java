package dev.cordon.connectors.action;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/// The clocks: a monotonic one to decide by, a wall clock to write down.
public interface Time {
    long nanos();

    Instant now();

    void sleep(Duration duration);

    @ApplicationScoped
    class Real implements Time {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration duration) {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped while waiting", e);
            }
        }
    }
}
