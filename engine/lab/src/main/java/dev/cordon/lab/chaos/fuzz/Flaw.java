package dev.cordon.lab.chaos.fuzz;

import java.util.Locale;

/// What the intake must never do. Each is counted, and the count must be 0.
public enum Flaw {
    ANSWERED_5XX,
    /// Neither an answer nor the end of the connection in time.
    HUNG,
    /// A whole request, and the connection was closed instead of an answer.
    UNANSWERED,
    UNDOCUMENTED_STATUS,
    /// Without an RFC 9457 document.
    SHAPELESS_REFUSAL,
    BUSY_WITHOUT_RETRY_AFTER,
    VALID_REFUSED,
    VALID_TAKEN_FOR_A_REPEAT,
    INVALID_TAKEN,
    /// Answered with 202, and not stored as accepted.
    LOST,
    /// Stored with other bytes than were sent.
    ALTERED,
    /// Stored, and nobody sent it, or nobody was told.
    STORED_UNSENT,
    REFUSAL_NOT_KEPT,
    HEAP_GREW,
    LOGGED_ERROR,
    NOT_READY_AFTERWARDS;

    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
