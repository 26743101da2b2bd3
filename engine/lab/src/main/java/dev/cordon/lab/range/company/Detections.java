package dev.cordon.lab.range.company;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Ground;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// What one SIEM has noticed, told to it through the control API. Forgotten when the range is started again.
public final class Detections {
    private final Map<Integer, Detection> all = new ConcurrentSkipListMap<>();
    private final Ground ground;
    private final Function<String, String> ids;

    /// @param ids makes an id of the product's from a seed
    public Detections(Ground ground, Function<String, String> ids) {
        this.ground = ground;
        this.ids = ids;
    }

    /// @param wish a `number` changes that one; without it there is a new one. `title`, `host`, `account`, `severity`
    /// (1 to 5), `status` and `closedAs` as somebody set them in the product itself, and `changed` for one that
    /// appears late
    public synchronized Detection raise(JsonNode wish) {
        var number = wish.path("number").asInt(all.size() + 1);
        var now = now();
        var detection =
                all.computeIfAbsent(number, fresh -> new Detection(fresh, ids.apply(ground.url() + "/" + fresh), now));
        detection.adjust(wish, now);
        return detection;
    }

    public Optional<Detection> byId(String id) {
        return all.values().stream()
                .filter(detection -> detection.id().equals(id))
                .findFirst();
    }

    public Optional<Detection> numbered(int number) {
        return Optional.ofNullable(all.get(number));
    }

    public List<Detection> all() {
        return List.copyOf(all.values());
    }

    /// In the order of time and, among equals, as `tie` says.
    public List<Detection> list(Predicate<Detection> wanted, Comparator<Detection> order, int from, int most) {
        return all.values().stream()
                .filter(wanted)
                .sorted(order)
                .skip(from)
                .limit(most)
                .toList();
    }

    public void reset() {
        all.clear();
    }

    /// No product writes it more finely than all of them can.
    public Instant now() {
        return ground.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
