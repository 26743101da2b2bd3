package dev.cordon.engine.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// The promised matrix, as `authorisation.txt` says it.
record AuthorisationTable(Map<String, List<String>> rows) {

    static AuthorisationTable read() throws IOException {
        var rows = new LinkedHashMap<String, List<String>>();
        var file = Objects.requireNonNull(AuthorisationTable.class.getResourceAsStream("/authorisation.txt"));
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> List.of(line.split("\\s+")))
                    .forEach(words -> rows.put(words.get(0) + " " + words.get(1), words.subList(2, words.size())));
        }
        return new AuthorisationTable(rows);
    }

    Set<String> endpoints() {
        return new TreeSet<>(rows.keySet());
    }

    boolean allows(String endpoint, Caller caller) {
        return rows.getOrDefault(endpoint, List.of()).stream().anyMatch(rule -> switch (rule) {
            case "anyone" -> true;
            case "authenticated" -> !caller.isNobody();
            case "secret" -> false;
            default -> caller.roles().contains(rule);
        });
    }
}
