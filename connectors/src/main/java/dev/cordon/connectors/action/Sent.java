package dev.cordon.connectors.action;

/// What became of the request that one claim sends.
enum Sent {
    NOT,
    ACCEPTED,
    /// It may have arrived.
    UNANSWERED,
    /// It arrived and was not done.
    TURNED_AWAY
}
