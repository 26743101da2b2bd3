package dev.cordon.lab.range;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// @param port 0 for any free one
/// @param witness the file the arrivals are written to
/// @param pending how long a containment stays pending
/// @param tokenLife how long a token of the vendor is good
public record RangeConfig(
        int port, Path witness, Duration pending, String clientId, String clientSecret, Duration tokenLife) {

    public static RangeConfig of(Path witness, String clientId, String clientSecret) {
        return new RangeConfig(0, witness, Duration.ofMillis(1500), clientId, clientSecret, Duration.ofMinutes(30));
    }

    public RangeConfig pending(Duration pending) {
        return new RangeConfig(port, witness, pending, clientId, clientSecret, tokenLife);
    }

    public RangeConfig tokenLife(Duration tokenLife) {
        return new RangeConfig(port, witness, pending, clientId, clientSecret, tokenLife);
    }

    public RangeConfig port(int port) {
        return new RangeConfig(port, witness, pending, clientId, clientSecret, tokenLife);
    }

    static RangeConfig from(Map<String, String> environment) {
        return new RangeConfig(
                Integer.parseInt(required(environment, "CORDON_RANGE_PORT")),
                Path.of(required(environment, "CORDON_RANGE_WITNESS")),
                Duration.ofMillis(Long.parseLong(environment.getOrDefault("CORDON_RANGE_PENDING_MILLIS", "1500"))),
                required(environment, "CORDON_VENDOR_CROWDSTRIKE_CLIENT_ID"),
                required(environment, "CORDON_VENDOR_CROWDSTRIKE_CLIENT_SECRET"),
                Duration.ofMinutes(30));
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
