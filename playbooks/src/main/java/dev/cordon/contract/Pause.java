package dev.cordon.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A claim given back without an outcome: the request was sent or found under way, and its effect is not seen yet; or
/// the product does not answer.
///
/// @param asked whether this holder sent the request
/// @param receipt the vendor's reference for it, handed to the next holder; null when none came back
/// @param waits null unless the product does not answer, and is waited for so long that people should know
public record Pause(
        String token,
        boolean asked,
        @Nullable String receipt,
        List<Look> looks,
        @Nullable Waits waits) {

    /// @param why it could not be looked at
    /// @param next when somebody tries again
    /// @param until when it is given up
    public record Waits(String why, Instant next, Instant until) {}

    @JsonCreator
    public Pause {
        looks = looks == null ? List.of() : List.copyOf(looks);
    }

    public Pause(String token, boolean asked, @Nullable String receipt, List<Look> looks) {
        this(token, asked, receipt, looks, null);
    }
}
