package dev.cordon.engine.alert.intake;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.cordon.engine.Ids;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Takes alerts. What it answers is committed.
@ApplicationScoped
public class AlertIntake {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final IntakeQueue queue;
    private final Sql sql;
    private final InstantSource clock;

    AlertIntake(IntakeQueue queue, Sql sql, InstantSource clock) {
        this.queue = queue;
        this.sql = sql;
        this.clock = clock;
    }

    /// @param incident the incident's number, `INC-2026-000123`; null where the alert opens none
    /// @param duplicate whether this reference had been taken before
    public record Taken(
            String alertId,
            @Nullable String incident,
            boolean duplicate,
            @JsonIgnore boolean suppressed) {

        Taken(String alertId, @Nullable String incident, boolean duplicate) {
            this(alertId, incident, duplicate, false);
        }
    }

    /// An alert as its adapter read it, and the bytes it was read from.
    public record Read(Alert alert, byte[] raw) {}

    public Taken take(String source, Alert alert, byte[] raw) {
        return take(source, List.of(new Read(alert, raw))).getFirst();
    }

    /// Returns after the commit, in the order of what was given. The same reference again answers with the first one's
    /// ids and starts nothing; what it says differently is kept as an update.
    ///
    /// More than may wait, or no answer in time: a [Problem] of status 503 with the time to wait.
    /// Some of them may be stored then; sent again they are duplicates.
    public List<Taken> take(String source, List<Read> alerts) {
        var answers = queue.add(alerts.stream()
                .map(read -> Incoming.of(source, read.alert(), read.raw()))
                .toList());
        var end = System.nanoTime() + LONGEST_WAIT.toNanos();
        var taken = new ArrayList<Taken>();
        for (var answer : answers) {
            taken.add(get(answer, end));
        }
        return taken;
    }

    /// How many more may wait.
    int room() {
        return queue.room();
    }

    private static Taken get(Future<Taken> answer, long end) {
        try {
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw unknown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown();
        }
    }

    private static Problem unknown() {
        return new Problem(
                503,
                "intake-slow",
                "It is not known yet whether this was stored. Send it again: the same reference is taken once.",
                AGAIN);
    }

    /// Keeps what could not be read, with the reason; the same body again is kept once.
    @Transactional
    public String reject(String source, String why, byte[] raw) {
        var hash = Incoming.sha256(raw);
        var reference = "rejected:" + HexFormat.of().formatHex(hash);
        sql.update("""
                insert into alert (id, source, reference, body_sha256, status, reason, received_at, raw)
                values (?, ?, ?, ?, 'rejected', ?, ?, ?) on conflict (source, reference) do nothing
                """, Ids.next(), source, reference, hash, why, clock.instant(), raw);
        return sql.one(
                        "select id from alert where source = ? and reference = ?",
                        row -> row.uuid("id").toString(),
                        source,
                        reference)
                .orElseThrow();
    }
}
