package dev.cordon.connectors.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VitalsTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final Vitals vitals = new Vitals(nanos::get);
    private final Budget budget = new Budget(OptionalInt.empty());

    @Test
    void the_ninety_fifth_percentile_is_of_the_last_five_minutes() {
        for (var each = 1; each <= 100; each++) {
            vitals.well(Duration.ofMillis(each).toNanos());
        }
        assertThat(vitals.health(false, budget).latencyMillis()).isEqualTo(95);

        nanos.addAndGet(Duration.ofMinutes(6).toNanos());
        vitals.ill(Duration.ofMillis(7).toNanos(), "the vendor did not answer in time", Instant.EPOCH);

        var health = vitals.health(true, budget);
        assertThat(health.succeeded()).isZero();
        assertThat(health.failed()).isEqualTo(1);
        assertThat(health.latencyMillis()).isEqualTo(7);
        assertThat(health.breaker()).isEqualTo("open");
        assertThat(health.lastProblemAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void nothing_yet_is_said_as_nothing() {
        var health = vitals.health(false, budget);

        assertThat(health.latencyMillis()).isNull();
        assertThat(health.lastProblem()).isNull();
    }
}
