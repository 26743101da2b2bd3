package dev.cordon.lab.range;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// OAuth client credentials: a token for the right secret, good for some time, without a refresh.
public final class Tokens {
    private final String clientId;
    private final String clientSecret;
    private final Duration life;
    private final InstantSource clock;
    private final Map<String, Instant> ends = new ConcurrentHashMap<>();

    public Tokens(String clientId, String clientSecret, Duration life, InstantSource clock) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.life = life;
        this.clock = clock;
    }

    /// @return empty: not the right id, or not the right secret
    public Optional<String> issue(String id, String secret) {
        if (!Bearer.same(id, clientId) || !Bearer.same(secret, clientSecret)) {
            return Optional.empty();
        }
        var token = "simulated-" + UUID.randomUUID();
        ends.put(token, clock.instant().plus(life));
        return Optional.of(token);
    }

    /// For `expires_in`.
    public long seconds() {
        return Math.max(0, life.toSeconds() - 1);
    }

    /// Whether it carries `Authorization: Bearer` with a token that is still good.
    public boolean admits(Request request) {
        var header = request.header("Authorization");
        return header.startsWith("Bearer ") && good(header.substring(7));
    }

    public boolean good(String token) {
        var end = ends.get(token);
        return end != null && clock.instant().isBefore(end);
    }

    public void revoke(String token) {
        ends.remove(token);
    }

    public void expireAll() {
        ends.clear();
    }
}
