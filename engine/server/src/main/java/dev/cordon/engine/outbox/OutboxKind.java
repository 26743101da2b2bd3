package dev.cordon.engine.outbox;

/// What can be promised.
public enum OutboxKind {
    ROUTE_ALERT,
    START_RUN,
    COMPLETE_TASK,
    CANCEL_RUN,
    RETRY_RUN,
    TELL_JOINED,
    TELL_INCIDENT,
    WRITE_BACK
}
