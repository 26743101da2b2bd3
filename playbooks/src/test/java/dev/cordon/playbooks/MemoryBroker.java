package dev.cordon.playbooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.logstreams.log.LogAppendEntry;
import io.camunda.zeebe.logstreams.log.LogStream;
import io.camunda.zeebe.logstreams.log.WriteContext;
import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.engine.EngineFactory;
import io.camunda.zeebe.protocol.impl.encoding.MsgPackConverter;
import io.camunda.zeebe.protocol.impl.record.RecordMetadata;
import io.camunda.zeebe.protocol.impl.record.value.usertask.UserTaskRecord;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.UserTaskIntent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.agrona.concurrent.UnsafeBuffer;

/// Camunda's engine inside this process.
@SuppressWarnings("deprecation")
final class MemoryBroker implements Broker {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ZeebeTestEngine engine = EngineFactory.create();
    private final ZeebeClient client;

    MemoryBroker() {
        engine.start();
        client = engine.createClient();
    }

    @Override
    public ZeebeClient client() {
        return client;
    }

    @Override
    public List<JsonNode> records(int from) {
        return StreamSupport.stream(engine.getRecordStreamSource().getRecords().spliterator(), false)
                .skip(from)
                .map(entry -> json(entry.toJson()))
                .toList();
    }

    /// The test engine has no REST gateway, and user tasks have no other; so the command is written where the gateway
    /// would write it.
    @Override
    public void completeUserTask(long key, JsonNode variables) {
        var command = new RecordMetadata()
                .recordType(RecordType.COMMAND)
                .valueType(ValueType.USER_TASK)
                .intent(UserTaskIntent.COMPLETE);
        var values = new UserTaskRecord()
                .setAction("complete")
                .setVariables(new UnsafeBuffer(MsgPackConverter.convertToMsgPack(variables.toString())));
        var written =
                log().newLogStreamWriter().tryWrite(WriteContext.internal(), LogAppendEntry.of(key, command, values));
        if (written.isLeft()) {
            throw new IllegalStateException("not written: " + written.getLeft());
        }
    }

    private LogStream log() {
        try {
            var field = engine.getClass().getDeclaredField("logStream");
            field.setAccessible(true);
            return (LogStream) field.get(engine);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the test engine has changed", e);
        }
    }

    @Override
    public void pass(Duration time) {
        settle();
        engine.increaseTime(time);
        try {
            engine.waitForBusyState(Duration.ofSeconds(2));
        } catch (TimeoutException e) {
            // nothing was due: the scenario's path will say whether something should have been
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        settle();
    }

    @Override
    public void settle() {
        try {
            engine.waitForIdleState(PATIENCE);
        } catch (TimeoutException e) {
            throw new IllegalStateException("still busy after " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        engine.stop();
    }

    private static JsonNode json(String text) {
        try {
            return Scenario.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
