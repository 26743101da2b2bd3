package dev.cordon.contract;

import java.util.List;

/// A name that did not lead to exactly one target, for the record.
///
/// @param code `target-ambiguous` or `target-not-found`
/// @param candidates everything that matched
public record Refusal(
        String incidentId,
        String runId,
        String element,
        JobType action,
        String query,
        String code,
        List<Target> candidates) {
    public Refusal {
        candidates = candidates == null ? List.of() : List.copyOf(candidates);
    }
}
