package dev.cordon.lab.range.company;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What was done on a machine, by kind: processes killed, files put in quarantine, files brought up.
final class Traces {
    private static final List<String> KINDS = List.of("killed", "quarantined", "fetched");

    private final Map<String, Set<String>> byKind = new ConcurrentHashMap<>();

    boolean add(String kind, String what) {
        return byKind.computeIfAbsent(kind, unused -> ConcurrentHashMap.newKeySet())
                .add(what);
    }

    boolean remove(String kind, String what) {
        var known = byKind.get(kind);
        return known != null && known.remove(what);
    }

    boolean has(String kind, String what) {
        return of(kind).contains(what);
    }

    Collection<String> of(String kind) {
        return Set.copyOf(byKind.getOrDefault(kind, Set.of()));
    }

    StateLine on(StateLine line) {
        byKind.forEach(line::with);
        return line;
    }

    void restore(StateLine line) {
        byKind.clear();
        KINDS.forEach(kind -> line.values(kind).forEach(what -> add(kind, what)));
    }

    Map<String, Object> shown() {
        var shown = new LinkedHashMap<String, Object>();
        KINDS.forEach(kind -> shown.put(kind, of(kind).stream().sorted().toList()));
        return shown;
    }
}
