package dev.cordon.lab.range;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Every vendor there is, being played.
final class Vendors implements Closeable {
    record Played(Vendor vendor, Cloud cloud, Stage stage) {}

    private final Map<String, Played> byName = new TreeMap<>();

    /// @param stages makes the stage a vendor plays on
    Vendors(RangeConfig config, URI range, Function<Vendor, Stage> stages) throws IOException {
        try {
            for (var vendor : ServiceLoader.load(Vendor.class)) {
                var stage = stages.apply(vendor);
                var cloud = vendor.open(new Ground(vendor.name(), config, stage, range));
                if (byName.put(vendor.name(), new Played(vendor, cloud, stage)) != null) {
                    throw new IllegalStateException("two vendors are named " + vendor.name());
                }
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Without opening any.
    static SortedSet<String> names() {
        var names = new TreeSet<String>();
        ServiceLoader.load(Vendor.class).forEach(vendor -> names.add(vendor.name()));
        return names;
    }

    @Nullable
    Played named(String name) {
        return byName.get(name);
    }

    Collection<Played> all() {
        return byName.values();
    }

    /// All of them when the name is empty.
    List<Played> wanted(String name) {
        return all().stream()
                .filter(played -> name.isEmpty() || played.vendor().name().equals(name))
                .toList();
    }

    void recall(Arrival arrival) {
        var played = byName.get(arrival.vendor());
        if (played != null) {
            played.cloud().recall(arrival);
        } else if (arrival.operation().equals("reset")) {
            reset();
        }
    }

    void reset() {
        all().forEach(played -> played.cloud().reset());
    }

    @Override
    public void close() throws IOException {
        for (var played : all()) {
            played.cloud().close();
        }
    }
}
