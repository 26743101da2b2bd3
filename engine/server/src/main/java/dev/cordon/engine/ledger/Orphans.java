package dev.cordon.engine.ledger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Looks every few seconds for actions whose run is over and whose holder is gone, so that no containment is forgotten.
@ApplicationScoped
class Orphans {
    private static final Logger LOG = Logger.getLogger(Orphans.class);
    private static final long EVERY_SECONDS = 5;

    private final ActionLedger ledger;
    private final ExecutorService threads;
    private volatile boolean running = true;

    Orphans(ActionLedger ledger, @VirtualThreads ExecutorService threads) {
        this.ledger = ledger;
        this.threads = threads;
    }

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
                var settled = ledger.settleOrphans();
                if (settled > 0) {
                    LOG.warnf(
                            "%d actions were left behind by runs that are over; they are on record as not verified",
                            settled);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warnf("cannot look for actions left behind: %s", e.toString());
            }
        }
    }
}
