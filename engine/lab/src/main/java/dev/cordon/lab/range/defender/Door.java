package dev.cordon.lab.range.defender;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Tokens;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Who is let in, and to what.
final class Door {
    private static final String SCOPE = "https://api.securitycenter.microsoft.com/.default";

    private final Stage stage;
    private final Tokens tokens;

    Door(Stage stage, Tokens tokens) {
        this.stage = stage;
        this.tokens = tokens;
    }

    /// In the words of the login host, which is not Defender.
    Reply issue(Request request) {
        if (!request.field("scope").equals(SCOPE)) {
            return Reply.json(400, Map.of("error", "invalid_scope", "error_description", "AADSTS1002012"));
        }
        return tokens.issue(request.field("client_id"), request.field("client_secret"))
                .map(token -> Reply.json(
                        200, Map.of("token_type", "Bearer", "expires_in", tokens.seconds(), "access_token", token)))
                .orElseGet(
                        () -> Reply.json(401, Map.of("error", "invalid_client", "error_description", "AADSTS7000215")));
    }

    Reply read(Request request, String operation, String id, Supplier<Reply> answer) {
        return stage.read(operation, id, () -> tokens.admits(request) ? answer.get() : refusal());
    }

    <S extends Stage.Subject> Reply change(Request request, String operation, S subject, Function<S, Reply> effect) {
        return stage.change(
                request, operation, subject, same -> tokens.admits(request) ? effect.apply(same) : refusal());
    }

    void expireAll() {
        tokens.expireAll();
    }

    private static Reply refusal() {
        return Defender.problem(401, "Unauthorized", "the token is missing, wrong or over");
    }
}
