package dev.cordon.engine.report;

import dev.cordon.contract.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The detections as lines. A column is called by the way to the field in the JSON.
final class DetectionTable {
    private final Csv csv = new Csv();

    DetectionTable() {
        csv.line(Stream.of(
                        Stream.of(
                                "source",
                                "ruleId",
                                "ruleName",
                                "alerts",
                                "suppressed",
                                "duplicates",
                                "updates",
                                "incidents"),
                        Stream.of(Verdict.values()).map(verdict -> "verdicts." + verdict.value()),
                        Stream.of(
                                "falsePositiveRate",
                                "triage.incidents",
                                "triage.automatic",
                                "triage.median",
                                "triage.p90",
                                "closure.incidents",
                                "closure.median",
                                "closure.p90"))
                .flatMap(names -> names)
                .toList());
    }

    void add(Detection one) {
        var cells = new ArrayList<@Nullable Object>();
        cells.add(one.source());
        cells.add(one.ruleId());
        cells.add(one.ruleName());
        cells.addAll(List.of(one.alerts(), one.suppressed(), one.duplicates(), one.updates(), one.incidents()));
        for (var verdict : Verdict.values()) {
            cells.add(one.verdicts().path(verdict.value()).longValue());
        }
        cells.add(one.falsePositiveRate());
        cells.add(one.triage().incidents());
        cells.add(one.triage().automatic());
        cells.add(one.triage().median());
        cells.add(one.triage().p90());
        cells.add(one.closure().incidents());
        cells.add(one.closure().median());
        cells.add(one.closure().p90());
        csv.line(cells);
    }

    /// How many rules are in it.
    int length() {
        return csv.length() - 1;
    }

    @Override
    public String toString() {
        return csv.toString();
    }
}
