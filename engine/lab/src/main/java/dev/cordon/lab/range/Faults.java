package dev.cordon.lab.range;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is going to go wrong. Almost always nothing is, and then it costs nothing.
final class Faults {
    private final Map<Fault, Integer> left = new LinkedHashMap<>();
    private volatile boolean any;

    synchronized void arrange(Fault fault) {
        left.merge(fault, fault.times() == null ? 1 : fault.times(), Integer::sum);
        any = true;
    }

    synchronized void forgive() {
        left.clear();
        any = false;
    }

    synchronized Map<Fault, Integer> left() {
        return Map.copyOf(left);
    }

    @Nullable
    Fault strike(String vendor, String operation, String id, String name) {
        return any ? take(vendor, operation, id, name) : null;
    }

    private synchronized @Nullable Fault take(String vendor, String operation, String id, String name) {
        for (Iterator<Map.Entry<Fault, Integer>> entries = left.entrySet().iterator(); entries.hasNext(); ) {
            var entry = entries.next();
            if (entry.getKey().covers(vendor, operation, id, name)) {
                if (entry.setValue(entry.getValue() - 1) <= 1) {
                    entries.remove();
                }
                return entry.getKey();
            }
        }
        return null;
    }
}
