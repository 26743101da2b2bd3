package dev.cordon.engine.alert.source;

import dev.cordon.engine.alert.source.pull.Pulled;
import dev.cordon.engine.alert.source.pull.PulledSources;
import dev.cordon.engine.sql.Sql;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The sources and how they are doing: a silent one is found here, and one that cannot prove itself.
@Path("/api/sources")
@RunOnVirtualThread
@RolesAllowed("viewer")
@Produces(MediaType.APPLICATION_JSON)
class SourceResource {
    private final AlertSources sources;
    private final SourceTally tally;
    private final SourceCounts counts;
    private final InstantSource clock;
    private final Sql sql;
    private final PulledSources pulled;

    SourceResource(
            AlertSources sources,
            SourceTally tally,
            SourceCounts counts,
            InstantSource clock,
            Sql sql,
            PulledSources pulled) {
        this.sources = sources;
        this.tally = tally;
        this.counts = counts;
        this.clock = clock;
        this.sql = sql;
        this.pulled = pulled;
    }

    /// @param writeBack the connector through which its alerts are closed
    /// @param replacingSecret two secrets are valid at the moment
    /// @param pulled how its alerts are fetched; null where the product sends them
    public record SourceView(
            String name,
            String kind,
            String authentication,
            @Nullable String writeBack,
            boolean replacingSecret,
            @Nullable Instant lastAlert,
            @Nullable Refused lastRefused,
            Today today,
            @Nullable Pulled pulled) {}

    /// The last attempt that proved nothing to this server since it started.
    ///
    /// @param reason `address`, `missing`, `wrong`, `stale` or `too-many`
    public record Refused(Instant at, String address, String reason) {

        static Refused of(SourceTally.LastRefused last) {
            return new Refused(last.at(), last.address(), last.why().toString());
        }
    }

    /// @param countedSince the day's begin
    public record Today(
            long accepted, long suppressed, long rejected, long duplicate, long refused, Instant countedSince) {}

    public record Sources(List<SourceView> items) {}

    private record Stored(
            String name,
            @Nullable Instant last,
            long accepted,
            long suppressed,
            long rejected,
            long duplicate,
            long refused) {}

    @GET
    public Sources list() {
        counts.flush();
        var today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        var stored = stored(today);
        var reads = pulled.all();
        return new Sources(sources.all().stream()
                .map(source -> view(source, stored.apply(source.name()), today, reads.get(source.name())))
                .toList());
    }

    private SourceView view(AlertSource source, Stored stored, Instant today, @Nullable Pulled read) {
        return new SourceView(
                source.name(),
                source.adapter().kind(),
                source.credentials().authentication().toString(),
                source.writeBack(),
                source.credentials().secrets().size() > 1,
                stored.last(),
                tally.lastRefused(source.name()).map(Refused::of).orElse(null),
                new Today(
                        stored.accepted(),
                        stored.suppressed(),
                        stored.rejected(),
                        stored.duplicate(),
                        stored.refused(),
                        today),
                source.isPulled() ? read == null ? Pulled.NEVER : read : null);
    }

    private Function<String, Stored> stored(Instant today) {
        var names = sources.all().stream().map(AlertSource::name).toList();
        var rows = sql
                .list(
                        """
                        select s.name, today.accepted, today.suppressed, today.rejected, counted.duplicate, counted.refused,
                            (select max(received_at) from alert where source = s.name and status <> 'rejected') as last
                        from unnest(?::text[]) as s (name)
                        cross join lateral (
                            select count(*) filter (where status = 'accepted') as accepted,
                                count(*) filter (where status = 'suppressed') as suppressed,
                                count(*) filter (where status = 'rejected') as rejected
                            from alert where source = s.name and received_at >= ?) as today
                        cross join lateral (
                            select coalesce(sum(count) filter (where what = 'duplicate'), 0) as duplicate,
                                coalesce(sum(count) filter (where what = 'refused'), 0) as refused
                            from alert_count
                            where source = s.name and day = (?::timestamptz at time zone 'utc')::date) as counted
                        """,
                        row -> new Stored(
                                row.text("name"),
                                row.instantOrNull("last"),
                                row.longNumber("accepted"),
                                row.longNumber("suppressed"),
                                row.longNumber("rejected"),
                                row.longNumber("duplicate"),
                                row.longNumber("refused")),
                        names,
                        today,
                        today)
                .stream()
                .collect(Collectors.toMap(Stored::name, Function.identity()));
        return name -> rows.getOrDefault(name, new Stored(name, null, 0, 0, 0, 0, 0));
    }
}
