package dev.cordon.connectors.capability;

import dev.cordon.contract.Verdict;

/// What a product is told when one of its alerts is closed.
///
/// @param incident ours, as people see it: `INC-2026-000123`
/// @param reason of whoever closed it; text of a person, so foreign
public record Closing(String incident, Verdict verdict, String reason) {
    private static final int LONGEST = 1000;

    /// One line of plain text. The action's id is in it, so that it can be found again.
    public String note(Ask ask) {
        var why = reason.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return "%s closed as %s: %s [%s]".formatted(incident, verdict.value(), bounded(why), mark(ask));
    }

    private static String bounded(String text) {
        var length = Math.min(LONGEST, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, length));
    }

    public static String mark(Ask ask) {
        return "cordon " + ask.actionId();
    }
}
