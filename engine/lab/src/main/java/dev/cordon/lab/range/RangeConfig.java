package dev.cordon.lab.range;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// @param port 0 for any free one
/// @param witness the file the arrivals are written to
/// @param pending how long what is asked of a machine stays pending
/// @param secret what every vendor's secrets are made of
/// @param tokenLife how long a token is good
public record RangeConfig(int port, Path witness, Duration pending, String secret, Duration tokenLife) {

    public static RangeConfig of(Path witness, String secret) {
        return new RangeConfig(0, witness, Duration.ofMillis(1500), secret, Duration.ofMinutes(30));
    }

    public RangeConfig pending(Duration pending) {
        return new RangeConfig(port, witness, pending, secret, tokenLife);
    }

    public RangeConfig tokenLife(Duration tokenLife) {
        return new RangeConfig(port, witness, pending, secret, tokenLife);
    }

    public RangeConfig port(int port) {
        return new RangeConfig(port, witness, pending, secret, tokenLife);
    }

    static RangeConfig from(Map<String, String> environment) {
        return new RangeConfig(
                Integer.parseInt(required(environment, "CORDON_RANGE_PORT")),
                Path.of(required(environment, "CORDON_RANGE_WITNESS")),
                Duration.ofMillis(Long.parseLong(environment.getOrDefault("CORDON_RANGE_PENDING_MILLIS", "1500"))),
                required(environment, "CORDON_RANGE_SECRET"),
                Duration.ofMinutes(30));
    }

    /// For what vendors keep, beside the witness.
    Path folder() {
        return Objects.requireNonNull(witness.toAbsolutePath().getParent()).resolve("range");
    }

    private static String required(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The range needs the environment variable " + name);
        }
        return value;
    }

    @Override
    public String toString() {
        return "RangeConfig[port=" + port + ", witness=" + witness + ", pending=" + pending + "]";
    }
}
