package dev.cordon.engine.outbox;

import com.fasterxml.jackson.databind.JsonNode;

public record OutboxItem(long id, OutboxKind kind, JsonNode payload) {}
