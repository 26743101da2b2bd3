package dev.cordon.connectors.vendor.crowdstrike;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

record Settings(URI address) implements CrowdStrikeConfig {
    @Override
    public Optional<URI> url() {
        return Optional.of(address);
    }

    @Override
    public Optional<String> clientId() {
        return Optional.of("client");
    }

    @Override
    public Optional<String> clientSecret() {
        return Optional.of("client-secret");
    }

    @Override
    public Duration recent() {
        return Duration.ofDays(30);
    }
}
