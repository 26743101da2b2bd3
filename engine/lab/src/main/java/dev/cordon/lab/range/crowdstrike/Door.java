package dev.cordon.lab.range.crowdstrike;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Stage.Result;
import dev.cordon.lab.range.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `oauth2/token`, answered with 201, and who is let in.
final class Door {
    private final Tokens tokens;

    Door(Tokens tokens) {
        this.tokens = tokens;
    }

    Reply issue(Request request) {
        var id = request.field("client_id");
        var secret = request.field("client_secret");
        if (id.isEmpty() || secret.isEmpty()) {
            return Envelope.failure(400, "client_id and client_secret are required");
        }
        return tokens.issue(id, secret)
                .map(token -> Reply.json(
                                201,
                                Map.of("access_token", token, "token_type", "bearer", "expires_in", tokens.seconds()))
                        .with("X-Cs-Region", "us-1"))
                .orElseGet(() -> Envelope.failure(403, "access denied, authorization failed"));
    }

    Reply revoke(Request request) {
        tokens.revoke(request.field("token"));
        return Reply.json(200, Map.of("meta", Map.of(), "resources", List.of(), "errors", List.of()));
    }

    /// Why this request is not served. Falcon wants a content type on every POST, even on one without a body.
    Optional<Result> refusal(Request request) {
        if (!tokens.admits(request)) {
            return Optional.of(new Result(401, null, "access denied, invalid bearer token"));
        }
        if (request.method().equals("POST") && !request.header("Content-Type").startsWith("application/json")) {
            return Optional.of(new Result(400, null, "Content-Type must be application/json"));
        }
        return Optional.empty();
    }

    void expireAll() {
        tokens.expireAll();
    }
}
