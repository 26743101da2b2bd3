package dev.cordon.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// How an action ended.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Done.class, name = "done"),
    @JsonSubTypes.Type(value = Outcome.AlreadySo.class, name = "already-so"),
    @JsonSubTypes.Type(value = Outcome.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Outcome.Unverified.class, name = "unverified")
})
public sealed interface Outcome {
    /// We changed it, and saw it changed. `receipt` is the vendor's reference for the change.
    record Done(String receipt) implements Outcome {}

    /// It was so before we came. Not ours to undo.
    record AlreadySo() implements Outcome {}

    /// The vendor said no, and would say no again.
    record Refused(String code, String why) implements Outcome {}

    /// The vendor accepted, and we did not see it happen in time.
    record Unverified(String receipt) implements Outcome {}
}
