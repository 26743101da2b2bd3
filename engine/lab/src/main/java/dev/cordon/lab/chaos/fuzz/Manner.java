package dev.cordon.lab.chaos.fuzz;

/// How the bytes of a request go out.
enum Manner {
    /// On a connection that is kept for the next.
    KEPT,
    /// On one of its own.
    ALONE,
    /// In pieces, each a packet.
    PIECES,
    /// In pieces with pauses, together some seconds.
    SLOWLY,
    /// All of it, and then nothing more will come.
    HALF_CLOSED,
    /// Some of it, and then a reset: nobody waits for an answer.
    RESET,
    /// Some of it, and then silence: who gets no answer is hung up on.
    STALLED;

    boolean takesLong() {
        return this == SLOWLY || this == STALLED;
    }
}
