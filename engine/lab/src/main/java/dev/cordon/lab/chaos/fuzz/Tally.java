package dev.cordon.lab.chaos.fuzz;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// How each mutation was answered.
public final class Tally {
    private static final String ROW = "  %-20s %8s %8s %8s %8s %8s %8s%n";

    private final Map<Mutation, Map<Column, Integer>> rows = new EnumMap<>(Mutation.class);

    private enum Column {
        SENT,
        TAKEN,
        REFUSED,
        TOO_MANY,
        BUSY,
        /// Closed, left, or anything else.
        OTHER
    }

    synchronized void count(Shot shot, Outcome outcome) {
        add(shot.mutation(), Column.SENT);
        add(
                shot.mutation(),
                outcome.answers().isEmpty()
                        ? Column.OTHER
                        : column(outcome.answers().getFirst()));
    }

    private static Column column(Answer answer) {
        return switch (answer.status()) {
            case 200, 202, 207 -> Column.TAKEN;
            case 429 -> Column.TOO_MANY;
            case 503 -> Column.BUSY;
            default -> answer.status() / 100 == 4 ? Column.REFUSED : Column.OTHER;
        };
    }

    private void add(Mutation mutation, Column column) {
        rows.computeIfAbsent(mutation, none -> new EnumMap<>(Column.class)).merge(column, 1, Integer::sum);
    }

    synchronized String table() {
        var text = new StringBuilder(ROW.formatted("mutation", "sent", "2xx", "4xx", "429", "503", "other"));
        var sums = new EnumMap<Column, Integer>(Column.class);
        rows.forEach((mutation, row) -> {
            text.append(line(mutation.words(), row));
            row.forEach((column, count) -> sums.merge(column, count, Integer::sum));
        });
        return text.append(line("all", sums)).toString();
    }

    private static String line(String name, Map<Column, Integer> row) {
        return ROW.formatted(
                name,
                row.getOrDefault(Column.SENT, 0),
                row.getOrDefault(Column.TAKEN, 0),
                row.getOrDefault(Column.REFUSED, 0),
                row.getOrDefault(Column.TOO_MANY, 0),
                row.getOrDefault(Column.BUSY, 0),
                row.getOrDefault(Column.OTHER, 0));
    }

    synchronized ObjectNode json() {
        var all = JsonNodeFactory.instance.objectNode();
        rows.forEach((mutation, row) -> {
            var one = all.putObject(mutation.words().replace(' ', '-'));
            row.forEach((column, count) ->
                    one.put(column.name().toLowerCase(Locale.ROOT).replace('_', '-'), count));
        });
        return all;
    }
}
