package dev.cordon.engine.report;

import dev.cordon.engine.Page;
import dev.cordon.engine.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Which rules are worth their noise.
@Path("/api/reports/detections")
@RunOnVirtualThread
@RolesAllowed("viewer")
class DetectionResource {
    private static final Duration USUAL = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final String CSV = "text/csv;charset=UTF-8";
    private static final int AT_ONCE = 500;
    private static final int LONGEST_TABLE = 10_000;

    private final Detections detections;
    private final InstantSource clock;

    DetectionResource(Detections detections, InstantSource clock) {
        this.detections = detections;
        this.clock = clock;
    }

    private record Period(Instant from, Instant to) {}

    /// @param from the last thirty days without it
    /// @param to not itself among it; now without it
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Page<Detection> list(
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String source,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        var period = period(from, to);
        var size = Page.limit(limit);
        var rows = detections.between(period.from(), period.to(), source, DetectionCursor.of(cursor), size + 1);
        return Page.of(rows, size, row -> DetectionCursor.after(row).toString());
    }

    /// All rules at once, for a spreadsheet.
    @GET
    @Produces(CSV)
    public String table(
            @RestQuery @Nullable String from, @RestQuery @Nullable String to, @RestQuery @Nullable String source) {
        var period = period(from, to);
        var table = new DetectionTable();
        var after = DetectionCursor.of(null);
        List<Detection> rows;
        do {
            rows = detections.between(period.from(), period.to(), source, after, AT_ONCE);
            rows.forEach(table::add);
            if (table.length() > LONGEST_TABLE) {
                throw new Problem(
                        422,
                        "too-many-rules",
                        "More than %d rules: ask for one source, or for a shorter time.".formatted(LONGEST_TABLE));
            }
            after = rows.isEmpty() ? after : DetectionCursor.after(rows.getLast());
        } while (rows.size() == AT_ONCE);
        return table.toString();
    }

    private Period period(@Nullable String from, @Nullable String to) {
        var end = to == null ? clock.instant() : time("to", to);
        var begin = from == null ? end.minus(USUAL) : time("from", from);
        if (!begin.isBefore(end) || Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw new Problem(400, "bad-request", "from is before to, by at most %d days".formatted(LONGEST.toDays()));
        }
        return new Period(begin, end);
    }

    private static Instant time(String name, String text) {
        try {
            var time = OffsetDateTime.parse(text);
            if (time.getYear() >= 1970 && time.getYear() < 2200) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            // told below, like a time that is none of ours
        }
        throw new Problem(400, "bad-request", name + " is a time such as 2026-11-21T10:00:00Z");
    }
}
