package dev.cordon.engine.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.broker.Broker;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxHandler;
import dev.cordon.engine.outbox.OutboxItem;
import dev.cordon.engine.outbox.OutboxKind;
import jakarta.enterprise.context.ApplicationScoped;

/// Tells the broker what was decided. Told twice, the second finds the task gone.
@ApplicationScoped
class TaskCompletion implements OutboxHandler {
    private final Outbox outbox;
    private final Broker broker;

    TaskCompletion(Outbox outbox, Broker broker) {
        this.outbox = outbox;
        this.broker = broker;
    }

    record Answered(long userTaskKey, JsonNode answer) {}

    @Override
    public OutboxKind kind() {
        return OutboxKind.COMPLETE_TASK;
    }

    @Override
    @SuppressWarnings("ReturnValueIgnored")
    public void handle(OutboxItem item) {
        var answered = outbox.read(item, Answered.class);
        broker.completeUserTask(answered.userTaskKey(), answered.answer());
        outbox.finish(item);
    }
}
