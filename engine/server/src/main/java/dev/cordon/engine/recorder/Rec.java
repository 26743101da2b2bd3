package dev.cordon.engine.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// One record of the broker's log.
record Rec(int partition, long position, long key, String valueType, String intent, Instant at, JsonNode value) {

    static Rec of(JsonNode line) {
        return new Rec(
                line.path("partitionId").asInt(),
                line.path("position").asLong(),
                line.path("key").asLong(),
                line.path("valueType").asText(),
                line.path("intent").asText(),
                Instant.ofEpochMilli(line.path("timestamp").asLong()).truncatedTo(ChronoUnit.MICROS),
                line.path("value"));
    }

    boolean is(String type, String what) {
        return valueType.equals(type) && intent.equals(what);
    }

    long instance() {
        return value.path("processInstanceKey").asLong();
    }

    String text(String field) {
        return value.path(field).asText();
    }

    long number(String field) {
        return value.path(field).asLong();
    }
}
