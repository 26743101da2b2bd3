package dev.cordon.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The ledger's answer to an [Intent].
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Claim.Fresh.class, name = "fresh"),
    @JsonSubTypes.Type(value = Claim.InDoubt.class, name = "in-doubt"),
    @JsonSubTypes.Type(value = Claim.Busy.class, name = "busy"),
    @JsonSubTypes.Type(value = Claim.Settled.class, name = "settled"),
    @JsonSubTypes.Type(value = Claim.Denied.class, name = "denied")
})
public sealed interface Claim {
    /// Yours, and nobody was here before. `token` fences everything that follows; nothing may be sent after `until`.
    record Fresh(String token, Instant until) implements Claim {}

    /// Yours, but somebody held it before and did not settle: what they sent may have arrived. Look before asking.
    ///
    /// @param attempt how many have held it, this one included
    /// @param asked whether somebody before is known to have sent the request
    /// @param interrupted whether somebody before never came back, and may have sent it without saying so
    /// @param receipt the vendor's reference for that request; null when none came back
    record InDoubt(
            String token,
            Instant until,
            int attempt,
            boolean asked,
            boolean interrupted,
            @Nullable String receipt) implements Claim {}

    /// Another worker holds it until then.
    record Busy(Instant until) implements Claim {}

    /// It is over; this is how it ended.
    record Settled(Outcome outcome) implements Claim {}

    /// It must not be done. Nothing was sent.
    record Denied(String code, String why) implements Claim {}
}
