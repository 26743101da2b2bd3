package dev.cordon.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void seconds_and_dates_are_understood_and_nonsense_is_not() {
        assertThat(wait("Retry-After", "7")).contains(Duration.ofSeconds(7));
        assertThat(wait("Retry-After", "Tue, 1 Jan 2030 00:00:20 GMT")).contains(Duration.ofSeconds(20));
        assertThat(wait("Retry-After", "soon")).isEmpty();
        assertThat(wait("Retry-After", "-5")).isEmpty();
    }

    @Test
    void falcon_says_an_instant_in_seconds_or_in_milliseconds() {
        var then = NOW.plusSeconds(30);

        assertThat(wait("X-RateLimit-RetryAfter", Long.toString(then.getEpochSecond())))
                .contains(Duration.ofSeconds(30));
        assertThat(wait("X-RateLimit-RetryAfter", Long.toString(then.toEpochMilli())))
                .contains(Duration.ofSeconds(30));
    }

    @Test
    void nobody_waits_for_the_past_or_for_longer_than_a_minute() {
        assertThat(wait(
                        "X-RateLimit-RetryAfter",
                        Long.toString(NOW.minusSeconds(1).getEpochSecond())))
                .isEmpty();
        assertThat(wait("Retry-After", "86400")).contains(Duration.ofMinutes(1));
    }

    private static Optional<Duration> wait(String header, String value) {
        var headers = MultiMap.caseInsensitiveMultiMap().add(header, value);
        return RetryAfter.of(new HttpAnswer(429, headers, Buffer.buffer()), NOW);
    }
}
