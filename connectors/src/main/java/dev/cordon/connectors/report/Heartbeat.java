package dev.cordon.connectors.report;

import dev.cordon.connectors.action.Estate;
import dev.cordon.connectors.action.Watchman;
import dev.cordon.connectors.capability.Vendors;
import dev.cordon.contract.connector.Errand;
import dev.cordon.contract.connector.Report;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// The connectors' own clockwork: a report every five seconds, a preflight at the start, every hour and when somebody
/// asks, a look at the unseen every minute. Each kind runs one at a time; a failure is no reason to stop.
@ApplicationScoped
class Heartbeat {
    private static final Logger LOG = Logger.getLogger(Heartbeat.class);
    private static final Duration REPORT = Duration.ofSeconds(5);
    private static final Duration PREFLIGHT = Duration.ofHours(1);

    private final RemoteConnectors server;
    private final Preflights preflights;
    private final Vendors vendors;
    private final Estate estate;
    private final Watchman watchman;
    private final Duration watch;
    private final String worker;
    private final Instant started = Instant.now();
    private final AtomicBoolean told = new AtomicBoolean(true);
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(
            3, Thread.ofVirtual().name("heartbeat-", 0).factory());

    Heartbeat(
            @RestClient RemoteConnectors server,
            Preflights preflights,
            Vendors vendors,
            Estate estate,
            Watchman watchman,
            WorkerName worker,
            @ConfigProperty(name = "cordon.action.watch", defaultValue = "60s") Duration watch) {
        this.server = server;
        this.preflights = preflights;
        this.vendors = vendors;
        this.estate = estate;
        this.watchman = watchman;
        this.worker = worker.value();
        this.watch = watch;
    }

    void start(@Observes StartupEvent event) {
        every(PREFLIGHT, Duration.ZERO, preflights::runAll);
        every(REPORT, Duration.ofMillis(500), this::report);
        every(watch, watch, watchman::goRound);
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }

    private void report() {
        var errand = server.report(worker, new Report(started, preflights.states()));
        if (!told.getAndSet(true)) {
            LOG.info("the server takes our reports again");
        }
        heed(errand);
    }

    private void heed(Errand errand) {
        estate.learn(errand.estate());
        vendors.all().forEach(connector -> connector.sharedBy().accept(errand.workers()));
        // on threads of their own: one that hangs must not keep the reports from being sent
        errand.check().forEach(name -> Thread.startVirtualThread(() -> preflights.run(name)));
    }

    // What it returns would say how it failed; quietly() has said so already.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void every(Duration period, Duration delay, Runnable work) {
        clock.scheduleWithFixedDelay(() -> quietly(work), delay.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    // A scheduled task that throws is never run again.
    private void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (told.getAndSet(false)) {
                LOG.warnf("the server does not answer (%s)", e.getClass().getSimpleName());
            }
        }
    }
}
