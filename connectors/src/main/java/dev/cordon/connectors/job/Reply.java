package dev.cordon.connectors.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.connectors.action.Answer;
import dev.cordon.contract.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What the broker is told about a job.
sealed interface Reply {
    ObjectMapper JSON = new ObjectMapper();

    record Complete(Map<String, Object> variables) implements Reply {}

    record ThrowError(String code, String why, Map<String, Object> variables) implements Reply {}

    /// Comes back after a while, its retries unspent.
    record Yield(Duration backoff, String why) implements Reply {}

    /// Something unforeseen: costs a retry, so that it ends in front of a person.
    record Stumble(Duration backoff, String why) implements Reply {}

    /// A person has to look: an incident of the broker's.
    record Stop(String why) implements Reply {}

    /// @param headers the task's; `unverified` = `continue` lets a playbook go on without certainty
    static Reply to(Answer answer, Map<String, String> headers) {
        return switch (answer) {
            case Answer.Found(var target) -> result(Map.of("is", "found", "target", tagged(target)));
            case Answer.Seen(var state) -> result(Map.of("is", "seen", "state", state));
            case Answer.Ended(var outcome) -> ended(outcome, headers);
            case Answer.Denied(var code, var why) -> error("denied:" + code, code, why, Map.of());
            case Answer.Unresolved(var code, var why, var candidates) ->
                error(
                        code,
                        code,
                        why,
                        Map.of(
                                "candidates",
                                candidates.stream().map(Reply::tagged).toList()));
            case Answer.Later(var after, var why) -> new Yield(after, why);
            case Answer.Blocked(var why) -> new Stop(why);
        };
    }

    private static Reply ended(Outcome outcome, Map<String, String> headers) {
        return switch (outcome) {
            case Outcome.Done done -> result(tagged(done));
            case Outcome.AlreadySo so -> result(tagged(so));
            case Outcome.Refused(var code, var why) -> error("refused:" + code, code, why, Map.of());
            case Outcome.Unverified unverified ->
                "continue".equals(headers.get("unverified"))
                        ? result(tagged(unverified))
                        : error("unverified", "unverified", unverified.receipt(), Map.of());
        };
    }

    // A map forgets the declared types of its values, and with them the tag.
    private static JsonNode tagged(Object value) {
        return JSON.valueToTree(value);
    }

    private static Reply result(Object value) {
        return new Complete(Map.of("result", value));
    }

    private static Reply error(String error, String code, String why, Map<String, Object> more) {
        var variables = new HashMap<String, Object>(more);
        variables.put("problem", Map.of("code", code, "why", why));
        return new ThrowError(error, why, Map.copyOf(variables));
    }
}
