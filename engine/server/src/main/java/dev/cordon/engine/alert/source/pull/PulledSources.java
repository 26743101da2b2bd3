package dev.cordon.engine.alert.source.pull;

import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How far each source that is pulled was read, and who may read it now. A lease in the database, not a lock: whoever
/// was thought dead and delivers after all finds his token replaced, and the cursor where the other one has it.
@ApplicationScoped
public class PulledSources {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Sql sql;
    private final InstantSource clock;

    PulledSources(Sql sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    public record Held(UUID token, @Nullable String cursor) {}

    private record Read(String source, Pulled pulled) {}

    /// @return empty: another worker has it
    public Optional<Held> turn(String source, String worker, String connector) {
        var now = clock.instant();
        return sql.one(
                """
                insert into feed as f (source, connector, worker, token, leased_until, turn_at)
                values (?, ?, ?, ?, ?, ?)
                on conflict (source) do update set connector = excluded.connector, worker = excluded.worker,
                    token = excluded.token, leased_until = excluded.leased_until, turn_at = excluded.turn_at
                    where f.worker = excluded.worker or f.leased_until <= excluded.turn_at
                returning token, cursor
                """,
                row -> new Held(row.uuid("token"), row.textOrNull("cursor")),
                source,
                connector,
                worker,
                UUID.randomUUID(),
                now.plus(LEASE),
                now);
    }

    /// Goes on holding the turn.
    ///
    /// @throws Problem 409 it is somebody else's by now
    public void hold(String source, UUID token) {
        kept(sql.update(
                "update feed set leased_until = ? where source = ? and token = ?",
                clock.instant().plus(LEASE),
                source,
                token));
    }

    /// To be called when everything before the cursor is stored.
    public void advance(String source, UUID token, String cursor, Instant reached, boolean more) {
        var now = clock.instant();
        kept(sql.update("""
                update feed set cursor = ?, reached = ?, delivered_at = ?, leased_until = ?, trouble = null, trouble_at = null,
                    caught_up_at = case when ? then caught_up_at else ? end
                where source = ? and token = ?
                """, cursor, reached, now, now.plus(LEASE), more, now, source, token));
    }

    public void trouble(String source, UUID token, String why) {
        kept(sql.update(
                "update feed set trouble = ?, trouble_at = ? where source = ? and token = ?",
                why,
                clock.instant(),
                source,
                token));
    }

    /// Forgets how far it was read: the next turn begins as the first one did.
    public void forget(String source) {
        sql.update(
                "update feed set cursor = null, token = ?, leased_until = ? where source = ?",
                UUID.randomUUID(),
                clock.instant(),
                source);
    }

    public Map<String, Pulled> all() {
        var now = clock.instant();
        return sql
                .list("select * from feed", row -> {
                    var caughtUp = row.instantOrNull("caught_up_at");
                    return new Read(
                            row.text("source"),
                            new Pulled(
                                    row.text("connector"),
                                    row.instant("turn_at"),
                                    row.instantOrNull("delivered_at"),
                                    caughtUp,
                                    caughtUp == null
                                            ? null
                                            : (Long) Duration.between(caughtUp, now)
                                                    .toSeconds(),
                                    row.instantOrNull("reached"),
                                    row.textOrNull("trouble"),
                                    row.instantOrNull("trouble_at")));
                })
                .stream()
                .collect(Collectors.toMap(Read::source, Read::pulled));
    }

    private static void kept(int rows) {
        if (rows == 0) {
            throw new Problem(409, "turn-lost", "Another worker reads this source by now");
        }
    }
}
