package dev.cordon.engine.run;

import dev.cordon.engine.broker.Broker;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxHandler;
import dev.cordon.engine.outbox.OutboxItem;
import dev.cordon.engine.outbox.OutboxKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Sends the message that starts a run, unless it is too late for it. No transaction is open while it is on its way;
/// sent twice, it starts one
/// instance.
@ApplicationScoped
class RunStart implements OutboxHandler {
    private final Outbox outbox;
    private final Broker broker;
    private final StartWindow window;

    RunStart(Outbox outbox, Broker broker, StartWindow window) {
        this.outbox = outbox;
        this.broker = broker;
        this.window = window;
    }

    @Override
    public OutboxKind kind() {
        return OutboxKind.START_RUN;
    }

    @Override
    @SuppressWarnings("ReturnValueIgnored")
    public void handle(OutboxItem item) {
        var start = outbox.read(item, PlaybookRuns.Start.class);
        window.left(UUID.fromString(start.runId()))
                .ifPresent(left -> broker.startRun(start.playbook(), start.runId(), start.variables(), left));
        outbox.finish(item);
    }
}
