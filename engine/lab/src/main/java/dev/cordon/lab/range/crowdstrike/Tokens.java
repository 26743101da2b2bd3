package dev.cordon.lab.range.crowdstrike;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Stage.Result;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// `oauth2/token`: 201, no refresh, dead on time.
final class Tokens {
    private final String clientId;
    private final String clientSecret;
    private final Duration life;
    private final InstantSource clock;
    private final Map<String, Instant> ends = new ConcurrentHashMap<>();

    Tokens(String clientId, String clientSecret, Duration life, InstantSource clock) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.life = life;
        this.clock = clock;
    }

    Reply issue(Request request) {
        var id = request.field("client_id");
        var secret = request.field("client_secret");
        if (id.isEmpty() || secret.isEmpty()) {
            return Envelope.failure(400, "client_id and client_secret are required");
        }
        if (!same(id, clientId) || !same(secret, clientSecret)) {
            return Envelope.failure(403, "access denied, authorization failed");
        }
        var token = "simulated-" + UUID.randomUUID();
        ends.put(token, clock.instant().plus(life));
        return Reply.json(
                        201,
                        Map.of(
                                "access_token",
                                token,
                                "token_type",
                                "bearer",
                                "expires_in",
                                Math.max(0, life.toSeconds() - 1)))
                .with("X-Cs-Region", "us-1");
    }

    Reply revoke(Request request) {
        ends.remove(request.field("token"));
        return Reply.json(200, Map.of("meta", Map.of(), "resources", List.of(), "errors", List.of()));
    }

    /// Why this request is not served. Falcon wants a content type on every POST, even on one without a body.
    Optional<Result> refusal(Request request) {
        if (!admits(request)) {
            return Optional.of(new Result(401, null, "access denied, invalid bearer token"));
        }
        if (request.method().equals("POST") && !request.header("Content-Type").startsWith("application/json")) {
            return Optional.of(new Result(400, null, "Content-Type must be application/json"));
        }
        return Optional.empty();
    }

    private boolean admits(Request request) {
        var header = request.header("Authorization");
        var end = header.startsWith("Bearer ") ? ends.get(header.substring(7)) : null;
        return end != null && clock.instant().isBefore(end);
    }

    void expireAll() {
        ends.clear();
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
