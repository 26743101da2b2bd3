package dev.cordon.engine.alert.product.cef;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.reading.AlertFields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The times of CEF: milliseconds since 1970, or `Jan 18 2026 11:07:53.250 UTC`, where senders leave out the zone.
final class CefTimes {
    private static final Pattern MILLIS = Pattern.compile("\\d{12,14}");
    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("MMM d yyyy HH:mm:ss[.SSS][ z]")
            .toFormatter(Locale.ENGLISH);

    private CefTimes() {}

    /// The first of these fields that says one.
    static @Nullable Instant first(JsonNode extension, AlertFields fields, String... names) {
        for (var name : names) {
            var text = fields.text(extension, name);
            if (text != null) {
                var time = MILLIS.matcher(text).matches()
                        ? fields.millis(extension, name)
                        : written(name, text, extension, fields);
                if (time != null) {
                    return time;
                }
            }
        }
        return null;
    }

    private static @Nullable Instant written(String name, String text, JsonNode extension, AlertFields fields) {
        try {
            var parsed = WRITTEN.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
            if (parsed instanceof ZonedDateTime zoned) {
                return zoned.toInstant();
            }
            fields.note(name + ": has no time zone, taken for UTC");
            return LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return fields.time(extension, name);
        }
    }
}
