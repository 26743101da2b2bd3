package dev.cordon.lab.chaos.fuzz;

import java.util.List;

/// What came of a shot.
///
/// @param answers as far as there were any
record Outcome(List<Answer> answers, End end) {
    enum End {
        /// Every answer that was due.
        ANSWERED,
        /// The server hung up before.
        CLOSED,
        /// Nothing within the patience: neither an answer nor the end of the connection.
        HUNG,
        /// Nobody waited for it.
        LEFT
    }
}
