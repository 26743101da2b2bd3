package dev.cordon.engine.connector;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import java.util.List;
import java.util.Locale;

/// Whether a connector will do what it is asked.
public enum Standing {
    /// Everything that was checked is as it must be.
    GOOD,
    /// Something will not work before a person has mended it.
    BAD,
    /// Not checked yet, or not everything could be told.
    UNKNOWN,
    /// No worker reports it any more.
    AWAY;

    static Standing of(List<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.verdict() == Verdict.BAD)) {
            return BAD;
        }
        return !findings.isEmpty() && findings.stream().allMatch(finding -> finding.verdict() == Verdict.GOOD)
                ? GOOD
                : UNKNOWN;
    }

    @JsonValue
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
