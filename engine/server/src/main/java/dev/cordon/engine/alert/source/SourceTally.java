package dev.cordon.engine.alert.source;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What leaves no row in the database, of today (UTC) or since this server started.
@ApplicationScoped
public class SourceTally {
    private final InstantSource clock;
    private final Map<String, Day> days = new ConcurrentHashMap<>();
    private final Instant started;

    SourceTally(InstantSource clock) {
        this.clock = clock;
        this.started = clock.instant();
    }

    private record Day(Instant begin, LongAdder duplicates, LongAdder refused) {}

    record Count(long duplicates, long refused) {}

    public void duplicate(String source) {
        day(source).duplicates().increment();
    }

    void refused(String source) {
        day(source).refused().increment();
    }

    Count of(String source) {
        var day = day(source);
        return new Count(day.duplicates().sum(), day.refused().sum());
    }

    Instant today() {
        return clock.instant().truncatedTo(ChronoUnit.DAYS);
    }

    /// From when on it has counted.
    Instant since() {
        return started.isAfter(today()) ? started : today();
    }

    private Day day(String source) {
        var today = today();
        return days.compute(
                source,
                (name, day) -> day == null || day.begin().isBefore(today)
                        ? new Day(today, new LongAdder(), new LongAdder())
                        : day);
    }
}
