package dev.cordon.contract;

import java.time.Instant;

/// One look at the outside world.
///
/// @param at when the answer had been read
public record Look(Instant at, State state) {

    public enum State {
        FREE,
        CONTAINING,
        CONTAINED,
        FREEING
    }
}
