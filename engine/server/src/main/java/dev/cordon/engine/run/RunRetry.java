package dev.cordon.engine.run;

import dev.cordon.engine.broker.Broker;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxHandler;
import dev.cordon.engine.outbox.OutboxItem;
import dev.cordon.engine.outbox.OutboxKind;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Lets a blocked run go on.
@ApplicationScoped
class RunRetry implements OutboxHandler {
    private final Outbox outbox;
    private final Broker broker;

    RunRetry(Outbox outbox, Broker broker) {
        this.outbox = outbox;
        this.broker = broker;
    }

    record Blocked(long incidentKey, @Nullable Long jobKey) {}

    @Override
    public OutboxKind kind() {
        return OutboxKind.RETRY_RUN;
    }

    @Override
    @SuppressWarnings("ReturnValueIgnored")
    public void handle(OutboxItem item) {
        var blocked = outbox.read(item, Blocked.class);
        broker.resolve(blocked.incidentKey(), blocked.jobKey());
        outbox.finish(item);
    }
}
