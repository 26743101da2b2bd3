package dev.cordon.connectors.vendor.google;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.connectors.http.Json;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Google's reasons. "Too fast" is a 403 as well, so that the status alone would give up on it.
final class GoogleDialect {
    private static final List<String> TOO_FAST =
            List.of("userRateLimitExceeded", "rateLimitExceeded", "quotaExceeded", "dailyLimitExceeded");
    private static final List<String> STATE = List.of("conditionNotMet", "failedPrecondition");

    private GoogleDialect() {}

    static VendorException sort(HttpAnswer answer) {
        var reasons = reasons(answer);
        if (answer.status() == 403 && reasons.stream().anyMatch(TOO_FAST::contains)) {
            return new VendorException.Unavailable("Google cannot answer now (403, too many requests)");
        }
        if (answer.status() == 412
                || (answer.status() == 400 && reasons.stream().anyMatch(STATE::contains))) {
            return new VendorException.Conflict("Google says the account's state forbids it (" + answer.status() + ")");
        }
        return Dialect.COMMON.sort(answer);
    }

    private static List<String> reasons(HttpAnswer answer) {
        try {
            var problem = Json.read(answer.body(), Envelope.class).error;
            return problem == null || problem.errors == null
                    ? List.of()
                    : problem.errors.stream()
                            .flatMap(one -> Stream.ofNullable(one.reason))
                            .toList();
        } catch (VendorException.Unavailable unreadable) {
            // then only the status speaks
            return List.of();
        }
    }

    private record Envelope(@Nullable Problem error) {}

    private record Problem(@Nullable List<Detail> errors) {}

    private record Detail(@Nullable String reason) {}
}
