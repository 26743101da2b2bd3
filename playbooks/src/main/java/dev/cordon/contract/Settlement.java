package dev.cordon.contract;

import java.util.List;

/// How an action ended, and what was seen on the way.
///
/// @param token the claim's
/// @param looks in order, the last one is what the outcome rests on
public record Settlement(String token, Outcome outcome, List<Look> looks) {
    public Settlement {
        looks = looks == null ? List.of() : List.copyOf(looks);
    }
}
