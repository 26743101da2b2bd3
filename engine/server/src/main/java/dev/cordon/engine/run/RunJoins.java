package dev.cordon.engine.run;

import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxHandler;
import dev.cordon.engine.outbox.OutboxItem;
import dev.cordon.engine.outbox.OutboxKind;
import dev.cordon.engine.sql.Row;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Elsewhere;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.RunEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Wishes that are served by a run that is there already, often another incident's: what is contained once is contained
/// for all who asked for it. Whoever joined is told how it ended.
@ApplicationScoped
public class RunJoins implements OutboxHandler {
    private static final String ALERT = "alert:";

    private final Sql sql;
    private final Timeline timeline;
    private final Elsewhere elsewhere;
    private final Outbox outbox;
    private final JoinedRuns register;
    private final InstantSource clock;

    RunJoins(Sql sql, Timeline timeline, Elsewhere elsewhere, Outbox outbox, JoinedRuns register, InstantSource clock) {
        this.sql = sql;
        this.timeline = timeline;
        this.elsewhere = elsewhere;
        this.outbox = outbox;
        this.register = register;
        this.clock = clock;
    }

    record Over(UUID run) {}

    private record End(
            boolean over,
            UUID incident,
            String number,
            String playbook,
            String state,
            @Nullable String end) {

        static End of(Row row) throws SQLException {
            return new End(
                    row.bool("over"),
                    row.uuid("incident_id"),
                    row.text("number"),
                    row.text("playbook_id"),
                    row.text("state"),
                    row.textOrNull("end_name"));
        }
    }

    private record Effect(int contained, int open) {}

    /// False: this trigger was here a moment ago.
    @Transactional(TxType.MANDATORY)
    boolean join(ActiveRuns.Found run, PlaybookRuns.Wish wish) {
        var others = sql.one(
                """
                insert into playbook_run_join (run_id, incident_id, playbook_id, trigger, request_sha256, requested_by,
                    joined_at)
                values (?, ?, ?, ?, decode(?, 'hex'), ?, ?) on conflict do nothing
                returning (select count(*) from playbook_run_join where run_id = ? and incident_id = ?) as others
                """,
                row -> row.longNumber("others"),
                run.id(),
                wish.incident(),
                wish.playbook(),
                wish.trigger(),
                wish.requestSha256(),
                wish.requestedBy(),
                clock.instant(),
                run.id(),
                wish.incident());
        if (others.isEmpty()) {
            return false;
        }
        var alert = wish.trigger().startsWith(ALERT) ? wish.trigger().substring(ALERT.length()) : null;
        timeline.append(
                wish.incident(),
                wish.requestedBy(),
                new RunEvent.RunJoined(run.id().toString(), run.playbook(), alert, run.number(), wish.playbook()));
        if (!run.incident().equals(wish.incident()) && others.get() == 0) {
            share(run, wish);
        }
        return true;
    }

    private void share(ActiveRuns.Found run, PlaybookRuns.Wish wish) {
        var number = sql.one("select number from incident where id = ?", row -> row.text("number"), wish.incident())
                .orElseThrow();
        elsewhere.tell(
                run.incident(),
                wish.requestedBy(),
                new RunEvent.RunShared(run.id().toString(), run.playbook(), number));
        // it may have ended since it was found
        over(run.id());
        register.joined(run.id(), wish.incident());
    }

    /// Tells those who joined, if the run is over, once.
    @Transactional(TxType.MANDATORY)
    public void over(UUID run) {
        outbox.add(OutboxKind.TELL_JOINED, new Over(run));
    }

    @Override
    public OutboxKind kind() {
        return OutboxKind.TELL_JOINED;
    }

    @Override
    @Transactional
    public void handle(OutboxItem item) {
        if (!outbox.finish(item)) {
            return;
        }
        var run = outbox.read(item, Over.class).run();
        // shared lock: waits for whoever is ending it, so that one of us two sees the other
        var end = sql.one("""
                        select r.ended_at is not null or r.state = 'cancelled' as over, r.incident_id, i.number, r.playbook_id,
                               r.state, r.end_name
                        from playbook_run r join incident i on i.id = r.incident_id where r.id = ? for share of r
                        """, End::of, run).orElseThrow();
        if (end.over()) {
            tell(run, end);
        }
    }

    private void tell(UUID run, End end) {
        var incidents = sql.list("""
                with told as (
                    update playbook_run_join set told = true where run_id = ? and incident_id <> ? and not told
                    returning incident_id)
                select distinct incident_id from told
                """, row -> row.uuid("incident_id"), run, end.incident());
        for (var incident : incidents) {
            var effect = effect(run, incident);
            elsewhere.tell(
                    incident,
                    "playbook:" + end.playbook(),
                    new RunEvent.JoinedRunEnded(
                            run.toString(),
                            end.playbook(),
                            end.number(),
                            end.state(),
                            end.end(),
                            effect.contained(),
                            effect.open()));
        }
    }

    private Effect effect(UUID run, UUID incident) {
        return sql.one("""
                        select (select count(*) from containment where run_id = ? and incident_id = ?) as contained,
                               (select count(*) from action where run_id = ? and state = 'open') as open
                        """, row -> new Effect(row.number("contained"), row.number("open")), run, incident, run)
                .orElseThrow();
    }
}
