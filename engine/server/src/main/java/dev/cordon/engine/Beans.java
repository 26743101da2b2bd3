package dev.cordon.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// What the platform gives and no package owns.
class Beans {
    /// Microseconds are what PostgreSQL keeps; a finer time would not hash the same after it was read back.
    @Produces
    @ApplicationScoped
    InstantSource clock() {
        return () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
