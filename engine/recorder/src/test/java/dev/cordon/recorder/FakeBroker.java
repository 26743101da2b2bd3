package dev.cordon.recorder;

import io.camunda.zeebe.exporter.api.context.Configuration;
import io.camunda.zeebe.exporter.api.context.Context;
import io.camunda.zeebe.exporter.api.context.Controller;
import io.camunda.zeebe.exporter.api.context.ScheduledTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// What the broker gives an exporter, and what it hears from it.
final class FakeBroker implements Context, Controller, Configuration {
    final List<Long> acknowledged = new CopyOnWriteArrayList<>();
    final HeardLogger log = new HeardLogger();
    final Map<String, Object> arguments;

    @Nullable
    RecordFilter filter;

    FakeBroker(Map<String, Object> arguments) {
        this.arguments = arguments;
    }

    @Override
    public void updateLastExportedRecordPosition(long position) {
        acknowledged.add(position);
    }

    @Override
    public void updateLastExportedRecordPosition(long position, byte[] metadata) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getLastExportedRecordPosition() {
        return acknowledged.isEmpty() ? -1 : acknowledged.getLast();
    }

    @Override
    public ScheduledTask scheduleCancellableTask(Duration delay, Runnable task) {
        throw new UnsupportedOperationException("only the exporter's actor may call this");
    }

    @Override
    public Optional<byte[]> readMetadata() {
        return Optional.empty();
    }

    @Override
    public MeterRegistry getMeterRegistry() {
        return new SimpleMeterRegistry();
    }

    @Override
    public Logger getLogger() {
        return log;
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public Configuration getConfiguration() {
        return this;
    }

    @Override
    public int getPartitionId() {
        return 1;
    }

    @Override
    public void setFilter(RecordFilter filter) {
        this.filter = filter;
    }

    @Override
    public String getId() {
        return "cordon";
    }

    @Override
    public Map<String, Object> getArguments() {
        return arguments;
    }

    @Override
    public <T> T instantiate(Class<T> type) {
        throw new UnsupportedOperationException();
    }
}
