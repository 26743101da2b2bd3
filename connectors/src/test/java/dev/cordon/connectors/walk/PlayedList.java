package dev.cordon.connectors.walk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A product's alerts: by number, each with its version and the time at which it changed.
final class PlayedList implements Pages.Grouped, Pages.Ordered, Fed {
    private static final int PAGE = 3;

    private final Map<Integer, Instant> changed = new TreeMap<>();
    private final Map<Integer, Integer> versions = new TreeMap<>();

    void put(int number, Instant time) {
        changed.put(number, time);
        versions.merge(number, 1, Integer::sum);
    }

    /// The newest of each: `7v2`.
    List<String> all() {
        return changed.keySet().stream().map(this::name).toList();
    }

    String name(int number) {
        return number + "v" + versions.get(number);
    }

    @Override
    public Batch since(Instant time, boolean inclusive, int most) {
        return batch(
                number -> at(number).isAfter(time) || (inclusive && at(number).equals(time)),
                // its own order among equals is nobody's
                Comparator.comparing(this::at).thenComparing(Comparator.<Integer>reverseOrder()),
                most);
    }

    @Override
    public Batch numbered(Instant time, long above, int most) {
        return batch(number -> at(number).equals(time) && number > above, Comparator.naturalOrder(), most);
    }

    @Override
    public Batch behind(Instant time, String tie, int most) {
        var above = tie.isEmpty() ? -1 : Integer.parseInt(tie);
        return batch(
                number -> at(number).isAfter(time) || (at(number).equals(time) && number > above),
                Comparator.comparing(this::at).thenComparing(Comparator.naturalOrder()),
                most);
    }

    private Instant at(int number) {
        return changed.getOrDefault(number, Instant.MIN);
    }

    private Batch batch(Predicate<Integer> wanted, Comparator<Integer> order, int most) {
        var items = changed.keySet().stream()
                .filter(wanted)
                .sorted(order)
                .limit(most)
                .map(number ->
                        new Item(JsonNodeFactory.instance.textNode(name(number)), at(number), Integer.toString(number)))
                .toList();
        return new Batch(items, items.size() == most);
    }

    @Override
    public Optional<String> feed() {
        return Optional.of("played");
    }

    @Override
    public Duration feedEvery() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration feedOverlap() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Duration feedSince() {
        return Duration.ofHours(1);
    }

    @Override
    public int feedPage() {
        return PAGE;
    }
}
