package dev.cordon.engine.policy.routing;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What would have been different, had a version been in force when the newest alerts came.
///
/// @param comparedWith the version in force
/// @param alerts how many were routed again, by both
/// @param different how many of them go another way
/// @param starting how many start a playbook that did not, or another one
/// @param notStarting how many start one no more
/// @param differences the newest fifty
public record Trial(
        int comparedWith,
        int rules,
        int cases,
        int alerts,
        int different,
        int starting,
        int notStarting,
        List<Difference> differences) {

    public record Difference(
            UUID alertId, @Nullable String title, Route.Then now, Route.Then then, List<String> rules) {

        boolean starts() {
            return then.mode().equals("run")
                    && !(now.mode().equals("run") && now.playbook().equals(then.playbook()));
        }

        boolean stops() {
            return now.mode().equals("run") && !then.mode().equals("run");
        }
    }

    /// What is kept with the version.
    public record Summary(
            int comparedWith, int rules, int cases, int alerts, int different, int starting, int notStarting) {}

    Summary summary() {
        return new Summary(comparedWith, rules, cases, alerts, different, starting, notStarting);
    }
}
