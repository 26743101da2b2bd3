package dev.cordon.engine.policy.routing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a version must say of an alert like this, in the words of `playbooks/shared/cases/alert-routing.json`.
public record Case(@Valid @NotNull When when, @NotNull Route.Then then) {
    public record When(
            @Nullable @Size(max = 255) String source,
            @Nullable @Size(max = 1_000) String ruleId,
            @Nullable @Size(max = 1_000) String ruleName,
            @Nullable @Min(0) @Max(6) Integer severity,
            @Nullable @Size(max = 64) List<@NotNull @Size(max = 100) String> techniques,
            boolean hasHost,
            boolean hasAccount) {

        Facts facts() {
            return new Facts(source, ruleId, ruleName, severity, techniques, hasHost, hasAccount);
        }
    }

    /// What the table says instead, or null where the case holds.
    @Nullable
    String complaint(RoutingTable table) {
        var route = table.of(when.facts());
        return Objects.equals(route.then(), then)
                ? null
                : "it says %s, by %s; the case says %s.".formatted(route.then(), route.rules(), then);
    }
}
