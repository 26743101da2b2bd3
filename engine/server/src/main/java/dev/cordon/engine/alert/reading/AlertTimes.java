package dev.cordon.engine.alert.reading;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The times that products write: with an offset without a colon, as seconds since 1970 with a fraction, or plainly.
public final class AlertTimes {
    private static final Pattern EPOCH_SECONDS = Pattern.compile("\\d{1,11}(\\.\\d{1,9})?");
    private static final Pattern EPOCH_MILLIS = Pattern.compile("\\d{1,14}");
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private AlertTimes() {}

    /// Null, and a note, when it cannot be read as a time of our age.
    public static @Nullable Instant of(String name, @Nullable String text, AlertFields fields) {
        if (text == null) {
            return null;
        }
        try {
            var instant = EPOCH_SECONDS.matcher(text).matches() ? epoch(text) : written(text);
            if (isOfOurAge(instant)) {
                return instant.truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException e) {
            // noted below, like a time out of range
        }
        fields.note(name + ": not a time: " + text);
        return null;
    }

    static @Nullable Instant ofMillis(String name, @Nullable String text, AlertFields fields) {
        if (text == null) {
            return null;
        }
        var instant = EPOCH_MILLIS.matcher(text).matches() ? Instant.ofEpochMilli(Long.parseLong(text)) : null;
        if (instant != null && isOfOurAge(instant)) {
            return instant;
        }
        fields.note(name + ": not a time in milliseconds: " + text);
        return null;
    }

    private static boolean isOfOurAge(Instant instant) {
        return !instant.isBefore(EARLIEST) && instant.isBefore(LATEST);
    }

    private static Instant epoch(String text) {
        var parts = new BigDecimal(text).divideAndRemainder(BigDecimal.ONE);
        return Instant.ofEpochSecond(
                parts[0].longValueExact(), parts[1].multiply(NANOS).longValue());
    }

    /// Without an offset it is taken for UTC.
    private static Instant written(String text) {
        var parsed = WRITTEN.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime offset
                ? offset.toInstant()
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }
}
