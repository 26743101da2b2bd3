package dev.cordon.connectors.vendor.okta;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.connectors.http.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Okta's error codes, and its own header for when to come back.
final class OktaDialect {
    /// "Validation failed", which is also what a user in the wrong state is called.
    private static final String VALIDATION = "E0000001";
    private static final String WRONG_STATE = "E0000038";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private OktaDialect() {}

    static VendorException sort(HttpAnswer answer) {
        var code = code(answer);
        if (code.equals(WRONG_STATE) || (answer.status() == 400 && code.equals(VALIDATION))) {
            return new VendorException.Conflict("Okta says the account's state forbids it (" + answer.status() + ")");
        }
        return answer.status() == 429 ? limited(answer) : Dialect.COMMON.sort(answer);
    }

    private static VendorException limited(HttpAnswer answer) {
        return reset(answer)
                .<VendorException>map(wait -> new VendorException.Unavailable("Okta cannot answer now (429)", wait))
                .orElseGet(() -> Dialect.COMMON.sort(answer));
    }

    // Too many requests at once are a 429 as well; its headers then tell of a bucket that is not empty.
    private static Optional<Duration> reset(HttpAnswer answer) {
        if (number(answer, "X-Rate-Limit-Remaining").filter(left -> left > 0).isPresent()) {
            return Optional.empty();
        }
        return number(answer, "X-Rate-Limit-Reset")
                .map(seconds -> Duration.between(now(answer), Instant.ofEpochSecond(seconds)))
                .map(wait -> Collections.max(List.of(wait, Duration.ZERO)))
                .map(wait -> Collections.min(List.of(wait, LONGEST)));
    }

    /// By Okta's clock, so that ours need not agree.
    private static Instant now(HttpAnswer answer) {
        try {
            var date = answer.header("Date");
            if (date.isPresent()) {
                return ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
            }
        } catch (DateTimeException e) {
            // then our own
        }
        return Instant.now();
    }

    private static Optional<Long> number(HttpAnswer answer, String header) {
        return answer.header(header)
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,12}"))
                .map(Long::valueOf);
    }

    private static String code(HttpAnswer answer) {
        try {
            var code = Json.read(answer.body(), Problem.class).errorCode();
            return code == null ? "" : code;
        } catch (VendorException.Unavailable unreadable) {
            // then only the status speaks
            return "";
        }
    }

    private record Problem(@Nullable String errorCode) {}
}
