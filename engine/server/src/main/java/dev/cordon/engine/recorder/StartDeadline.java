package dev.cordon.engine.recorder;

import dev.cordon.engine.run.RunJoins;
import dev.cordon.engine.run.StartWindow;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.RunEvent;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Gives up runs that the broker has not begun in time, so that none hangs unseen. Only while the recorder keeps up:
/// otherwise the broker may have begun them, and nobody has said so yet.
@ApplicationScoped
class StartDeadline {
    private static final Logger LOG = Logger.getLogger(StartDeadline.class);
    private static final long EVERY_SECONDS = 5;

    private final Sql sql;
    private final Timeline timeline;
    private final RunJoins joins;
    private final StartWindow window;
    private final RecorderHealth recorder;
    private final InstantSource clock;
    private final ExecutorService threads;
    private volatile boolean running = true;

    StartDeadline(
            Sql sql,
            Timeline timeline,
            RunJoins joins,
            StartWindow window,
            RecorderHealth recorder,
            InstantSource clock,
            @VirtualThreads ExecutorService threads) {
        this.sql = sql;
        this.timeline = timeline;
        this.joins = joins;
        this.window = window;
        this.recorder = recorder;
        this.clock = clock;
        this.threads = threads;
    }

    private record Late(UUID id, UUID incident, String playbook) {}

    void start(@Observes StartupEvent event) {
        threads.execute(this::look);
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    private void look() {
        while (running) {
            try {
                TimeUnit.SECONDS.sleep(EVERY_SECONDS);
                check();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warnf("cannot look for runs that never began: %s", e.toString());
            }
        }
    }

    void check() {
        if (!recorder.recording()) {
            return;
        }
        var late = sql.list(
                """
                select id, incident_id, playbook_id from playbook_run
                where process_instance_key is null and ended_at is null and requested_at < ? order by requested_at limit 100
                """,
                row -> new Late(row.uuid("id"), row.uuid("incident_id"), row.text("playbook_id")),
                window.askedBefore());
        late.forEach(run -> QuarkusTransaction.requiringNew().run(() -> giveUp(run)));
    }

    private void giveUp(Late run) {
        timeline.hold(run.incident());
        sql.one("""
                        update playbook_run set ended_at = ?, state = case when state = 'cancelled' then state else 'failed' end
                        where id = ? and process_instance_key is null and ended_at is null returning state
                        """, row -> row.text("state"), clock.instant(), run.id()).ifPresent(state -> {
            timeline.append(
                    run.incident(),
                    "recorder",
                    new RunEvent.RunEnded(
                            run.id().toString(),
                            run.playbook(),
                            state,
                            "the broker did not begin it within "
                                    + window.within().toMinutes() + " minutes"));
            joins.over(run.id());
        });
    }
}
