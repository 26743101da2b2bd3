package dev.cordon.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A table as RFC 4180 has it. Text is foreign: what a spreadsheet would take for a formula gets an apostrophe before
/// it.
final class Csv {
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final List<String> lines = new ArrayList<>();

    /// @param cells numbers stand as they are, null is an empty cell
    void line(List<? extends @Nullable Object> cells) {
        lines.add(cells.stream().map(Csv::cell).collect(Collectors.joining(",")));
    }

    int length() {
        return lines.size();
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> number.toString();
            default -> quoted(harmless(value.toString()));
        };
    }

    private static String harmless(String text) {
        var begin = text.stripLeading();
        var suspicious = (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0)
                || (!begin.isEmpty() && FORMULA.indexOf(begin.charAt(0)) >= 0);
        return suspicious ? "'" + text : text;
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(c -> "\",;\r\n\t".indexOf(c) >= 0) ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    @Override
    public String toString() {
        return lines.stream().map(line -> line + "\r\n").collect(Collectors.joining());
    }
}
