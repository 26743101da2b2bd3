package dev.cordon.engine.outbox;

import java.util.List;

/// Keeps one kind of promise. May be called more than once for an item; ends it with [Outbox#finish], best in the
/// transaction that does the work. An exception means: try again later.
public interface OutboxHandler {
    OutboxKind kind();

    void handle(OutboxItem item);

    /// How many of its items it takes together, when so many are waiting.
    default int atOnce() {
        return 1;
    }

    /// All of them, or an exception and none: then each is handled by itself.
    default void handleAll(List<OutboxItem> items) {
        items.forEach(this::handle);
    }
}
