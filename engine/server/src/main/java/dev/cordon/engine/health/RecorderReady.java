package dev.cordon.engine.health;

import dev.cordon.engine.recorder.RecorderHealth;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// While the recorder is silent or far behind, nothing destructive is allowed.
@Readiness
@ApplicationScoped
class RecorderReady implements HealthCheck {
    private final RecorderHealth recorder;

    RecorderReady(RecorderHealth recorder) {
        this.recorder = recorder;
    }

    @Override
    public HealthCheckResponse call() {
        var silence = recorder.silence().toMillis();
        return HealthCheckResponse.named("recorder")
                .status(recorder.recording())
                .withData("lagMillis", recorder.lag().toMillis())
                .withData("silentMillis", Math.min(silence, Integer.MAX_VALUE))
                .build();
    }
}
