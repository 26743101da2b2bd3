package dev.cordon.engine.run;

import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// A run begins soon after it was asked for, or not at all: what is contained hours later surprises. The message that
/// starts it expires a minute before the run is given up.
@ApplicationScoped
public class StartWindow {
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Sql sql;
    private final InstantSource clock;
    private final Duration within;

    StartWindow(Sql sql, InstantSource clock, RunConfig config) {
        this.sql = sql;
        this.clock = clock;
        within = config.startWithin();
        if (within.compareTo(MARGIN.multipliedBy(2)) < 0) {
            throw new IllegalStateException("cordon.run.start-within is at least two minutes");
        }
    }

    public Duration within() {
        return within;
    }

    /// Whatever was asked for before this and has not begun is late.
    public Instant askedBefore() {
        return clock.instant().minus(within);
    }

    /// How long the message may wait at the broker. Empty: it must not be sent any more.
    Optional<Duration> left(UUID run) {
        return sql.one(
                        "select requested_at from playbook_run where id = ? and ended_at is null and state <> 'cancelled'",
                        row -> row.instant("requested_at"),
                        run)
                .map(asked ->
                        Duration.between(clock.instant(), asked.plus(within).minus(MARGIN)))
                .filter(Duration::isPositive);
    }
}
