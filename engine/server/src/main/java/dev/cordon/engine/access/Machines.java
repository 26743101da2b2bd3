package dev.cordon.engine.access;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The machines that may call: each has one role, named like itself.
@Startup
@ApplicationScoped
class Machines {
    private static final int SHORTEST_SECRET = 16;

    private final Map<String, byte[]> secrets = new HashMap<>();

    Machines(
            @ConfigProperty(name = "cordon.worker.secret") Optional<String> worker,
            @ConfigProperty(name = "cordon.recorder.secret") Optional<String> recorder,
            @ConfigProperty(name = "cordon.metrics.secret") Optional<String> metrics) {
        add(Roles.WORKER, worker.orElseThrow(() -> missing(Roles.WORKER)));
        add(Roles.RECORDER, recorder.orElseThrow(() -> missing(Roles.RECORDER)));
        metrics.ifPresent(secret -> add(Roles.METRICS, secret));
    }

    /// Takes the same time whatever differs.
    boolean knows(String name, String secret) {
        var expected = secrets.get(name);
        var given = secret.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected == null ? new byte[0] : expected, given) && expected != null;
    }

    private void add(String name, String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            throw new ConfigurationException(
                    "cordon.%s.secret must have at least %d characters".formatted(name, SHORTEST_SECRET));
        }
        secrets.put(name, secret.getBytes(StandardCharsets.UTF_8));
    }

    private static ConfigurationException missing(String name) {
        return new ConfigurationException("cordon.%s.secret is not set".formatted(name));
    }
}
