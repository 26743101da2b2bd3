package dev.cordon.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A claim given back without an outcome: the request was sent or found under way, and its effect is not seen yet.
///
/// @param asked whether this holder sent the request
/// @param receipt the vendor's reference for it, handed to the next holder; null when none came back
public record Pause(String token, boolean asked, @Nullable String receipt, List<Look> looks) {
    public Pause {
        looks = looks == null ? List.of() : List.copyOf(looks);
    }
}
