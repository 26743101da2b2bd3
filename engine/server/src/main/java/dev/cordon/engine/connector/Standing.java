package dev.cordon.engine.connector;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Whether a connector will do what it is asked.
public enum Standing {
    /// Nothing is bad, and the vendor let us in. A right that cannot be tried without a change is no reason to doubt.
    GOOD,
    /// Something will not work before a person has mended it.
    BAD,
    /// Not checked yet, or it could not be told.
    UNKNOWN,
    /// No worker reports it any more.
    AWAY;

    /// Good on these says nothing about being let in.
    private static final Set<String> DOORSTEP = Set.of("reachable", "certificate", "clock");

    static Standing of(List<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.verdict() == Verdict.BAD)) {
            return BAD;
        }
        return findings.stream()
                        .anyMatch(finding -> finding.verdict() == Verdict.GOOD && !DOORSTEP.contains(finding.check()))
                ? GOOD
                : UNKNOWN;
    }

    @JsonValue
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
