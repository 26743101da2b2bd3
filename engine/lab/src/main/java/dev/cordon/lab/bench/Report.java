package dev.cordon.lab.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a benchmark found: tables for people, and the same in a file for programs.
public final class Report {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final String name;
    private final Consumer<String> tell;
    private final Instant begun = Instant.now();
    private final ObjectNode root = JSON.createObjectNode();

    public Report(String name, Consumer<String> tell) {
        this.name = name;
        this.tell = tell;
        root.put("bench", name);
        root.put("begun", begun.toString());
        fact("vendor", "SIMULATED: the lab's range, in the benchmark's process. No real product was asked.");
        fact("cores", Runtime.getRuntime().availableProcessors());
        fact("cpu", Proc.cpuModel());
        fact("memory MiB", Math.round(Proc.totalMemoryMib()));
        fact("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        fact("jdk", System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
        fact("load before", Proc.load());
    }

    /// About the machine, the versions, the settings.
    public void fact(String what, Object value) {
        root.withObject("/facts").putPOJO(what, value);
    }

    public void note(String text) {
        root.withArray("/notes").add(text);
        tell.accept(text);
    }

    public void facts() {
        tell.accept("");
        root.path("facts")
                .properties()
                .forEach(fact -> tell.accept(
                        "  %-14s %s".formatted(fact.getKey(), fact.getValue().asText())));
    }

    public void table(String title, List<String> columns, List<List<Object>> rows) {
        var table = root.withArray("/tables").addObject().put("title", title);
        table.putPOJO("columns", columns);
        var kept = table.putArray("rows");
        rows.forEach(row -> kept.addPOJO(row.stream().map(Report::plain).toList()));

        var lines = new ArrayList<List<String>>();
        lines.add(columns);
        rows.forEach(row -> lines.add(row.stream().map(Report::text).toList()));
        var widths = IntStream.range(0, columns.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        tell.accept("");
        tell.accept(title);
        for (var line : lines) {
            tell.accept(IntStream.range(0, widths.length)
                    .mapToObj(column -> (column == 0 ? "  %-" + widths[0] + "s" : "  %" + widths[column] + "s")
                            .formatted(line.get(column)))
                    .collect(Collectors.joining()));
        }
    }

    /// @return the file
    public Path write(Path folder) throws IOException {
        fact("load after", Proc.load());
        root.put("ended", Instant.now().toString());
        var file = folder.resolve("%s-%s.json".formatted(name, FILE_TIME.format(begun)));
        Files.writeString(file, JSON.writeValueAsString(root));
        tell.accept("");
        tell.accept("Written to " + file);
        return file;
    }

    /// JSON has no NaN.
    private static Object plain(Object cell) {
        return cell instanceof Double number && !Double.isFinite(number) ? "" : cell;
    }

    private static String text(Object cell) {
        return switch (cell) {
            case Double number when !Double.isFinite(number) -> "-";
            case Double number -> String.format(Locale.ROOT, "%.2f", number);
            default -> cell.toString();
        };
    }
}
