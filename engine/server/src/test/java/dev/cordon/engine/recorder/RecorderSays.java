package dev.cordon.engine.recorder;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/// Lets a test play the recorder's heartbeat.
@ApplicationScoped
public class RecorderSays {
    @Inject
    RecorderHealth health;

    public void isThere() {
        health.heard(Duration.ZERO);
    }

    public void isBehind(Duration lag) {
        health.heard(lag);
    }
}
