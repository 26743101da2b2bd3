package dev.cordon.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.engine.sql.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// How one rule of one source did.
///
/// @param ruleId null for the alerts that name none
/// @param ruleName as the newest alert calls it
/// @param alerts that were taken, the suppressed ones among them
/// @param duplicates repeats of alerts, counted by whole days (UTC)
/// @param updates what the source said differently of these alerts later
/// @param verdicts of the incidents, by kind
/// @param falsePositiveRate of the incidents that have a verdict; null while none has
/// @param triage from the incident's first alert of this rule until it was first decided about
/// @param closure from there until the incident was resolved or closed
record Detection(
        String source,
        @Nullable String ruleId,
        @Nullable String ruleName,
        long alerts,
        long duplicates,
        long updates,
        long suppressed,
        long incidents,
        JsonNode verdicts,
        @Nullable Double falsePositiveRate,
        Triage triage,
        Seconds closure) {

    /// @param incidents of how many it is said
    /// @param automatic in how many of them a playbook came before every person
    record Triage(
            long incidents,
            long automatic,
            @Nullable Long median,
            @Nullable Long p90) {}

    /// @param incidents of how many it is said
    record Seconds(
            long incidents, @Nullable Long median, @Nullable Long p90) {}

    static Detection of(Row row) throws SQLException {
        var rule = row.text("rule_id");
        var verdicts = row.jsonOrNull("verdicts");
        return new Detection(
                row.text("source"),
                rule.isEmpty() ? null : rule,
                row.textOrNull("rule_name"),
                row.longNumber("alerts"),
                row.longNumber("duplicates"),
                row.longNumber("updates"),
                row.longNumber("suppressed"),
                row.longNumber("incidents"),
                verdicts == null ? JsonNodeFactory.instance.objectNode() : verdicts,
                verdicts == null ? null : rate(verdicts),
                new Triage(
                        row.longNumber("triaged"),
                        row.longNumber("automatic"),
                        row.longOrNull("triage_median"),
                        row.longOrNull("triage_p90")),
                new Seconds(row.longNumber("closed"), row.longOrNull("closure_median"), row.longOrNull("closure_p90")));
    }

    private static double rate(JsonNode verdicts) {
        var all = 0L;
        for (var count : verdicts) {
            all += count.longValue();
        }
        return (double) verdicts.path("false-positive").longValue() / all;
    }
}
