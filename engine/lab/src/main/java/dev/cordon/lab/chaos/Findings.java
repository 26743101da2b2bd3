package dev.cordon.lab.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the checker found, in counts and in words.
public final class Findings {
    private final Map<Harm, List<String>> found = new EnumMap<>(Harm.class);

    Findings() {
        for (var harm : Harm.values()) {
            found.put(harm, new ArrayList<>());
        }
    }

    void add(Harm harm, String what) {
        of(harm).add(what);
    }

    public List<String> of(Harm harm) {
        return Objects.requireNonNull(found.get(harm));
    }

    public boolean none() {
        return found.values().stream().allMatch(List::isEmpty);
    }

    /// One line for each harm, and under it what was found.
    public String table() {
        var text = new StringBuilder();
        found.forEach((harm, all) -> {
            text.append("  %-20s %5d%n".formatted(harm.words(), all.size()));
            all.forEach(what -> text.append("      ").append(what).append(System.lineSeparator()));
        });
        return text.toString();
    }

    public ObjectNode json() {
        var counts = JsonNodeFactory.instance.objectNode();
        found.forEach((harm, all) -> counts.put(harm.words().replace(' ', '-'), all.size()));
        return counts;
    }
}
