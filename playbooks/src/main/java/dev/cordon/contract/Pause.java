package dev.cordon.contract;

import java.util.List;

/// A claim given back without an outcome: the request was sent or found under way, and its effect is not seen yet.
///
/// @param asked whether this holder sent the request
public record Pause(String token, boolean asked, List<Look> looks) {
    public Pause {
        looks = looks == null ? List.of() : List.copyOf(looks);
    }
}
