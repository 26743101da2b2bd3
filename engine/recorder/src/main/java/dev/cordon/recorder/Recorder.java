package dev.cordon.recorder;

import io.camunda.zeebe.exporter.api.Exporter;
import io.camunda.zeebe.exporter.api.ExporterException;
import io.camunda.zeebe.exporter.api.context.Context;
import io.camunda.zeebe.exporter.api.context.Controller;
import io.camunda.zeebe.protocol.record.Record;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Sends the broker's records to the server: at least once, per partition in order, acknowledged only when stored.
///
/// The broker calls every method on the exporter actor of one partition. [#export] only serialises and
/// buffers; a thread of its own ([Sender]) does the talking. When the buffer is full, `export` waits a
/// moment and then throws; broker 8.6 answers an exception with the same record again after 2, 4, 8, 10,
/// 10, ... seconds, for ever, and reads on only when that record was taken (`ExporterDirector`,
/// `BackOffRetryStrategy`). So nothing is lost and nothing overtakes.
public final class Recorder implements Exporter {
    private final Limits limits;

    private @Nullable Settings settings;
    private @Nullable WantedRecords wanted;
    private @Nullable Context context;
    private @Nullable Buffer buffer;
    private @Nullable Sender sender;

    public Recorder() {
        this(Limits.STANDARD);
    }

    Recorder(Limits limits) {
        this.limits = limits;
    }

    /// Called once more at the start of the broker, on an instance that is never opened, to check the configuration.
    @Override
    public void configure(Context context) {
        settings = Settings.from(context.getConfiguration());
        wanted = new WantedRecords(settings.variables());
        this.context = context;
        context.setFilter(wanted);
    }

    @Override
    public void open(Controller controller) {
        var context = configured(this.context);
        var settings = configured(this.settings);
        Logger log = context.getLogger();
        buffer = new Buffer(limits, context.clock());
        sender = new Sender(
                new Endpoint(settings, context.getPartitionId(), limits),
                buffer,
                controller::updateLastExportedRecordPosition,
                log,
                limits);
        sender.start("cordon-recorder-" + context.getPartitionId());
        log.info(
                "Recording partition {} to {} from position {} on",
                context.getPartitionId(),
                settings.url(),
                controller.getLastExportedRecordPosition());
    }

    @Override
    public void export(Record<?> record) {
        var buffer = configured(this.buffer);
        if (!configured(wanted).accepts(record)) {
            buffer.skip(record.getPosition());
            return;
        }
        // The broker re-uses the record object: what is kept must be a copy.
        var line = new Line(
                record.getPosition(), record.getTimestamp(), (record.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            buffer.put(line);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExporterException("Interrupted while the buffer was full", e);
        }
    }

    @Override
    public void close() {
        if (sender != null) {
            sender.close();
            sender = null;
        }
    }

    private static <T> T configured(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the broker configures, then opens, then exports");
        }
        return part;
    }
}
