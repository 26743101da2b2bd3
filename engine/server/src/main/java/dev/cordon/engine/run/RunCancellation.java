package dev.cordon.engine.run;

import dev.cordon.engine.broker.Broker;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxHandler;
import dev.cordon.engine.outbox.OutboxItem;
import dev.cordon.engine.outbox.OutboxKind;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Ends a cancelled run's instance in the broker. The run's state was changed before: nothing is claimed for it any
/// more, however long
/// the broker takes.
@ApplicationScoped
public class RunCancellation implements OutboxHandler {
    private final Outbox outbox;
    private final Broker broker;
    private final Sql sql;

    RunCancellation(Outbox outbox, Broker broker, Sql sql) {
        this.outbox = outbox;
        this.broker = broker;
        this.sql = sql;
    }

    record Cancelled(String runId) {}

    /// In the transaction that gives the run up.
    @Transactional(TxType.MANDATORY)
    public void promise(UUID run) {
        outbox.add(OutboxKind.CANCEL_RUN, new Cancelled(run.toString()));
    }

    private record Found(@Nullable Long instance, boolean ended) {}

    @Override
    public OutboxKind kind() {
        return OutboxKind.CANCEL_RUN;
    }

    @Override
    @SuppressWarnings("ReturnValueIgnored")
    public void handle(OutboxItem item) {
        var run = UUID.fromString(outbox.read(item, Cancelled.class).runId());
        var found = sql.one(
                        "select process_instance_key, ended_at is not null as ended from playbook_run where id = ?",
                        row -> new Found(row.longOrNull("process_instance_key"), row.bool("ended")),
                        run)
                .orElseThrow();
        if (found.instance() == null && found.ended()) {
            // it never began
            outbox.finish(item);
            return;
        }
        if (found.instance() == null) {
            throw new IllegalStateException("the instance is not known yet");
        }
        broker.cancel(found.instance());
        outbox.finish(item);
    }
}
