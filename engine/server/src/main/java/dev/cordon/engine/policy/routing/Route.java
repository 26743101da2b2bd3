package dev.cordon.engine.policy.routing;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What the decision says of an alert.
///
/// @param version of the decision that said it
/// @param output as the decision says it
/// @param rules ids of those that matched
/// @param playbook empty for none; never one that this server does not have
/// @param mode `run`, `propose` or `record`
public record Route(
        int version,
        Map<String, @Nullable Object> inputs,
        Map<String, @Nullable Object> output,
        List<String> rules,
        String playbook,
        String mode) {

    public OptionalInt severity() {
        return output.get("severity") instanceof Number severity
                ? OptionalInt.of(severity.intValue())
                : OptionalInt.empty();
    }

    Then then() {
        return new Then(playbook, mode, severity().isPresent() ? severity().getAsInt() : null);
    }

    /// What follows, without the way there: two routes with the same one do the same.
    public record Then(
            String playbook, String mode, @Nullable Integer severity) {}
}
