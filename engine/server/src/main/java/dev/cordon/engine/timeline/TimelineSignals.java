package dev.cordon.engine.timeline;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// Tells the open streams that there is something to read. Only a hint: a stream reads the entries from the table and
/// also looks by
/// itself now and then, so a lost signal costs time, never an entry.
@ApplicationScoped
class TimelineSignals {
    private final BroadcastProcessor<UUID> changed = BroadcastProcessor.create();
    private final AtomicInteger listeners = new AtomicInteger();
    private final TransactionSynchronizationRegistry transaction;

    TimelineSignals(TransactionSynchronizationRegistry transaction) {
        this.transaction = transaction;
    }

    void afterCommit(UUID incident) {
        if (listeners.get() == 0) {
            return;
        }
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    changed.onNext(incident);
                }
            }
        });
    }

    Multi<UUID> of(UUID incident) {
        return changed.onSubscription()
                .invoke(listeners::incrementAndGet)
                .onTermination()
                .invoke(listeners::decrementAndGet)
                .filter(incident::equals)
                .onOverflow()
                .drop();
    }
}
