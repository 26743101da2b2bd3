package dev.cordon.engine.outbox;

/// Keeps one kind of promise. May be called more than once for an item; ends it with [Outbox#finish], best in the
/// transaction that does
/// the work. An exception means: try again later.
public interface OutboxHandler {
    OutboxKind kind();

    void handle(OutboxItem item);
}
