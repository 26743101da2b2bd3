package dev.cordon.recorder;

import io.camunda.zeebe.protocol.record.ImmutableRecord;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.RecordValue;
import io.camunda.zeebe.protocol.record.RejectionType;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.TimerIntent;
import io.camunda.zeebe.protocol.record.value.ImmutableTimerRecordValue;
import java.util.Map;

/// A record whose JSON is just its position and some padding.
record FakeRecord(
        long position,
        long timestamp,
        RecordType recordType,
        ValueType valueType,
        Intent intent,
        RecordValue value,
        int padding)
        implements Record<RecordValue> {

    static FakeRecord wanted(long position) {
        return wanted(position, 0);
    }

    static FakeRecord wanted(long position, int padding) {
        return of(position, RecordType.EVENT, ValueType.TIMER, TimerIntent.CREATED, timer(), padding);
    }

    /// Passes the broker's filter, which knows no intents, and is not wanted.
    static FakeRecord unwanted(long position) {
        return of(position, RecordType.EVENT, ValueType.JOB, JobIntent.CREATED, timer(), 0);
    }

    static FakeRecord of(
            long position, RecordType type, ValueType valueType, Intent intent, RecordValue value, int padding) {
        return new FakeRecord(position, System.currentTimeMillis(), type, valueType, intent, value, padding);
    }

    static RecordValue timer() {
        return ImmutableTimerRecordValue.builder().build();
    }

    @Override
    public String toJson() {
        return "{\"position\":" + position + ",\"padding\":\"" + "x".repeat(padding) + "\"}";
    }

    @Override
    public long getPosition() {
        return position;
    }

    @Override
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public RecordType getRecordType() {
        return recordType;
    }

    @Override
    public ValueType getValueType() {
        return valueType;
    }

    @Override
    public Intent getIntent() {
        return intent;
    }

    @Override
    public RecordValue getValue() {
        return value;
    }

    @Override
    public long getSourceRecordPosition() {
        return -1;
    }

    @Override
    public long getKey() {
        return position;
    }

    @Override
    public int getPartitionId() {
        return 1;
    }

    @Override
    public RejectionType getRejectionType() {
        return RejectionType.NULL_VAL;
    }

    @Override
    public String getRejectionReason() {
        return "";
    }

    @Override
    public String getBrokerVersion() {
        return "8.6.0";
    }

    @Override
    public Map<String, Object> getAuthorizations() {
        return Map.of();
    }

    @Override
    public int getRecordVersion() {
        return 1;
    }

    @Override
    public long getOperationReference() {
        return -1;
    }

    @Override
    public Record<RecordValue> copyOf() {
        return ImmutableRecord.<RecordValue>builder().from(this).build();
    }
}
