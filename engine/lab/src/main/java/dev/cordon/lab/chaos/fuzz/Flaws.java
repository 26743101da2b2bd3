package dev.cordon.lab.chaos.fuzz;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What was found, in counts, and the first of each in words.
public final class Flaws {
    private static final int MOST_EXAMPLES = 8;

    private final Map<Flaw, Integer> counts = new EnumMap<>(Flaw.class);
    private final Map<Flaw, List<String>> examples = new EnumMap<>(Flaw.class);

    synchronized void add(Flaw flaw, String what) {
        counts.merge(flaw, 1, Integer::sum);
        var some = examples.computeIfAbsent(flaw, none -> new ArrayList<>());
        if (some.size() < MOST_EXAMPLES) {
            some.add(what);
        }
    }

    public synchronized int of(Flaw flaw) {
        return counts.getOrDefault(flaw, 0);
    }

    public synchronized boolean none() {
        return counts.isEmpty();
    }

    public synchronized String table() {
        var text = new StringBuilder();
        for (var flaw : Flaw.values()) {
            text.append("  %-26s %6d%n".formatted(flaw.words(), of(flaw)));
            examples.getOrDefault(flaw, List.of())
                    .forEach(what -> text.append("      ").append(what).append(System.lineSeparator()));
        }
        return text.toString();
    }

    public synchronized ObjectNode json() {
        var all = JsonNodeFactory.instance.objectNode();
        for (var flaw : Flaw.values()) {
            all.put(flaw.words().replace(' ', '-'), of(flaw));
        }
        return all;
    }
}
