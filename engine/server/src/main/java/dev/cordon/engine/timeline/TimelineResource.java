package dev.cordon.engine.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.Page;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/// An incident's timeline, read once or followed.
@Path("/api/incidents/{number}/timeline")
@RolesAllowed("viewer")
public class TimelineResource {
    private static final int STREAM_PAGE = 200;

    @Inject
    Sql sql;

    @Inject
    TimelineSignals signals;

    @Inject
    ObjectMapper json;

    @Inject
    StreamConfig streams;

    /// @param after entries with a higher `seq` only
    @GET
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Page<TimelineEntry> read(
            @PathParam("number") String number,
            @QueryParam("after") @DefaultValue("0") long after,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable Long cursor) {
        var size = Page.limit(limit);
        var entries = entries(incident(number), cursor == null ? after : cursor, size + 1);
        return Page.of(entries, size, entry -> Long.toString(entry.seq()));
    }

    /// Server-sent events, one for each entry, `id` = `seq`; a reconnecting browser goes on after its `Last-Event-ID`.
    ///
    /// A comment now and then keeps a quiet stream's connection. After a while the stream ends and is asked for
    /// anew, because who may read is decided when it begins.
    @GET
    @Path("/stream")
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<OutboundSseEvent> follow(
            @PathParam("number") String number,
            @QueryParam("after") @DefaultValue("0") long after,
            @HeaderParam("Last-Event-ID") @Nullable Long lastEventId,
            @Context Sse sse) {
        var incident = incident(number);
        var last = new AtomicLong(lastEventId == null ? after : lastEventId);
        var hints = Multi.createBy()
                .merging()
                .streams(
                        signals.of(incident),
                        Multi.createFrom()
                                .ticks()
                                .every(Duration.ofSeconds(2))
                                .onOverflow()
                                .drop()
                                .map(tick -> incident))
                .onOverflow()
                .drop();
        var entries = hints.emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToMultiAndConcatenate(hint -> Multi.createFrom().iterable(next(incident, last)))
                .map(entry -> event(sse, entry));
        return Multi.createBy()
                .merging()
                .streams(entries, heartbeats(sse))
                .select()
                .first(streams.longest());
    }

    private Multi<OutboundSseEvent> heartbeats(Sse sse) {
        return Multi.createFrom()
                .ticks()
                .every(streams.heartbeat())
                .onOverflow()
                .drop()
                .map(tick -> sse.newEventBuilder().comment("").build());
    }

    private UUID incident(String number) {
        return sql.one("select id from incident where number = ?", row -> row.uuid("id"), number)
                .orElseThrow(() -> new Problem(404, "not-found", "There is no incident " + number + "."));
    }

    private List<TimelineEntry> next(UUID incident, AtomicLong last) {
        var entries = entries(incident, last.get(), STREAM_PAGE);
        if (!entries.isEmpty()) {
            last.set(entries.getLast().seq());
        }
        return entries;
    }

    private List<TimelineEntry> entries(UUID incident, long after, int limit) {
        return sql.list(
                "select * from timeline_entry where incident_id = ? and seq > ? order by seq limit ?",
                row -> TimelineEntry.of(row, json),
                incident,
                after,
                limit);
    }

    private OutboundSseEvent event(Sse sse, TimelineEntry entry) {
        try {
            return sse.newEventBuilder()
                    .id(Long.toString(entry.seq()))
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(json.writeValueAsString(entry))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a timeline entry that cannot be written", e);
        }
    }
}
