package dev.cordon.engine.recorder;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Whether what happens in the broker is being recorded. The recorder speaks at least every two seconds.
@ApplicationScoped
public class RecorderHealth {
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration LAG = Duration.ofSeconds(30);

    private final InstantSource clock;
    private volatile Instant heardAt = Instant.EPOCH;
    private volatile Duration lag = Duration.ZERO;

    RecorderHealth(InstantSource clock) {
        this.clock = clock;
    }

    void heard(Duration itsLag) {
        lag = itsLag;
        heardAt = clock.instant();
    }

    public boolean recording() {
        return silence().compareTo(SILENCE) < 0 && lag.compareTo(LAG) < 0;
    }

    public Duration silence() {
        return Duration.between(heardAt, clock.instant());
    }

    public Duration lag() {
        return lag;
    }
}
