package dev.cordon.connectors.capability;

import dev.cordon.contract.Verdict;
import java.util.Optional;

/// Settings of a tenant whose alerts can be closed: what it calls our verdicts, where that is not what the product is
/// delivered with.
public interface VerdictWords {
    Optional<String> verdictTruePositive();

    Optional<String> verdictFalsePositive();

    Optional<String> verdictBenign();

    Optional<String> verdictSuspicious();

    Optional<String> verdictTest();

    Optional<String> verdictDuplicate();

    Optional<String> verdictInsufficientData();

    default Optional<String> wordFor(Verdict verdict) {
        return switch (verdict) {
            case TRUE_POSITIVE -> verdictTruePositive();
            case FALSE_POSITIVE -> verdictFalsePositive();
            case BENIGN -> verdictBenign();
            case SUSPICIOUS -> verdictSuspicious();
            case TEST -> verdictTest();
            case DUPLICATE -> verdictDuplicate();
            case INSUFFICIENT_DATA -> verdictInsufficientData();
        };
    }
}
