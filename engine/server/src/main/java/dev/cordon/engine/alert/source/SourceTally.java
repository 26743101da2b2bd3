package dev.cordon.engine.alert.source;

import dev.cordon.engine.alert.source.auth.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What becomes of everything that the sources send: a metric, and, of what leaves no row in the database, a count that
/// waits here until [SourceCounts] adds it to the day's.
@ApplicationScoped
public class SourceTally {
    private static final int MOST_WAITING = 10_000;
    private static final String METRIC = "cordon.alerts";
    private static final String NO_RULE = "";

    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Map<Key, Long> waiting = new ConcurrentHashMap<>();

    private final Map<String, LastRefused> lastRefused = new ConcurrentHashMap<>();

    SourceTally(InstantSource clock, MeterRegistry metrics) {
        this.clock = clock;
        this.metrics = metrics;
    }

    public enum Outcome {
        ACCEPTED,
        SUPPRESSED,
        DUPLICATE,
        REJECTED,
        REFUSED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param rule empty where there is none
    record Key(LocalDate day, String source, String rule, Outcome outcome) {}

    /// @param address where the connection came from
    record LastRefused(Instant at, String address, Refusal why) {}

    /// What left a row: the metric is all that is needed.
    public void stored(String source, Outcome outcome) {
        measure(source, outcome);
    }

    public void duplicate(String source, @Nullable String ruleId) {
        measure(source, Outcome.DUPLICATE);
        keep(source, ruleId == null ? NO_RULE : ruleId, Outcome.DUPLICATE);
    }

    /// @param source one that is configured: whoever is refused must not be able to make up names
    void refused(String source, String address, Refusal why) {
        lastRefused.put(source, new LastRefused(clock.instant(), address, why));
        measure(source, Outcome.REFUSED);
        keep(source, NO_RULE, Outcome.REFUSED);
    }

    /// By this server, since it started.
    Optional<LastRefused> lastRefused(String source) {
        return Optional.ofNullable(lastRefused.get(source));
    }

    private void measure(String source, Outcome outcome) {
        metrics.counter(METRIC, "source", source, "outcome", outcome.toString()).increment();
    }

    /// While very many rules wait, further ones are counted without the rule.
    private void keep(String source, String rule, Outcome outcome) {
        var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var key = new Key(day, source, rule, outcome);
        var counted = waiting.size() < MOST_WAITING || waiting.containsKey(key)
                ? key
                : new Key(day, source, NO_RULE, outcome);
        waiting.merge(counted, 1L, Long::sum);
    }

    /// Takes out what waits.
    Map<Key, Long> take() {
        var taken = new HashMap<Key, Long>();
        for (var key : List.copyOf(waiting.keySet())) {
            var count = waiting.remove(key);
            if (count != null) {
                taken.put(key, count);
            }
        }
        return taken;
    }

    void giveBack(Map<Key, Long> taken) {
        taken.forEach((key, count) -> waiting.merge(key, count, Long::sum));
    }
}
