package dev.cordon.contract.connector;

import dev.cordon.contract.JobType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connector: a configured tenant of a product.
///
/// @param name the name targets carry as their vendor: `crowdstrike`, or that of one of several tenants
/// @param product `crowdstrike`, `defender`, ...
/// @param jobTypes what it can do
/// @param checkedAt when the preflight ran; null before its first end
/// @param findings of the preflight, in the order of the checks
public record State(
        String name,
        String product,
        List<JobType> jobTypes,
        Health health,
        @Nullable Instant checkedAt,
        List<Finding> findings) {
    public State {
        jobTypes = jobTypes == null ? List.of() : List.copyOf(jobTypes);
        findings = findings == null ? List.of() : List.copyOf(findings);
    }
}
