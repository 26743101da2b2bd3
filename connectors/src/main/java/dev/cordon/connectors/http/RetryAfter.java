package dev.cordon.connectors.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// How long a vendor asks us to stay away: never in the past, never longer than a minute.
final class RetryAfter {
    private static final Duration CAP = Duration.ofSeconds(60);
    private static final long MILLISECONDS = 100_000_000_000L;

    private RetryAfter() {}

    static Optional<Duration> of(HttpAnswer answer, Instant now) {
        return answer.header("Retry-After")
                .flatMap(text -> number(text).map(Duration::ofSeconds).or(() -> date(text, now)))
                .or(() -> answer.header("X-RateLimit-RetryAfter")
                        .flatMap(RetryAfter::number)
                        .map(epoch -> Duration.between(now, instant(epoch))))
                .filter(wait -> !wait.isNegative())
                .map(wait -> wait.compareTo(CAP) > 0 ? CAP : wait);
    }

    // Falcon's specification says milliseconds since the epoch, its own SDK reads seconds.
    private static Instant instant(long epoch) {
        return epoch > MILLISECONDS ? Instant.ofEpochMilli(epoch) : Instant.ofEpochSecond(epoch);
    }

    private static Optional<Long> number(String text) {
        var digits = text.strip();
        return digits.matches("[0-9]{1,15}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            var date = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(now, date.toInstant()));
        } catch (DateTimeException nonsense) {
            return Optional.empty();
        }
    }
}
