package dev.cordon.lab.range;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request that changes something, as the witness saw it come in.
///
/// @param number 1, 2, 3, ... over the whole life of the witness file
/// @param vendor `crowdstrike`; `range` for what concerns them all
/// @param operation `contain`, `lift_containment`, ...; `by-hand` through the control API
/// @param target the vendor's id
/// @param host what people call the machine, or the user; empty when the id is unknown
/// @param action the header `X-Cordon-Action`; empty when it was not sent
/// @param code what the vendor decides: 202, 409, ...; 0 when the fault kept it from deciding
/// @param fault the fault that follows this line, if one does
/// @param nanos [System#nanoTime] of the arrival; only in this process
public record Arrival(
        long number,
        Instant time,
        String vendor,
        String operation,
        String target,
        String host,
        String action,
        String before,
        String after,
        int code,
        @Nullable String fault,
        @JsonIgnore long nanos) {

    /// For what concerns all vendors.
    static final String RANGE = "range";

    static final String BY_HAND = "by-hand";

    Arrival numbered(long number) {
        return new Arrival(number, time, vendor, operation, target, host, action, before, after, code, fault, nanos);
    }

    /// Not a vendor's client, but somebody at the control API.
    public boolean handMade() {
        return vendor.equals(RANGE) || operation.equals(BY_HAND);
    }

    public boolean changed() {
        return !before.equals(after);
    }
}
