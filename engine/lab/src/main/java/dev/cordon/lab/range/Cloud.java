package dev.cordon.lab.range;

import dev.cordon.lab.range.company.Detections;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// A vendor that is being played.
public interface Cloud extends Closeable {
    /// @param request its path is the one below the vendor's prefix: `/oauth2/token`. What is not played is answered
    ///     404 in the vendor's dialect, whether the caller has a token or not.
    Reply handle(Request request);

    /// The environment the connectors need to find this vendor and to be let in: `CORDON_VENDOR_...`.
    Map<String, String> settings();

    Rosters rosters();

    /// What it has noticed; empty where it is no SIEM.
    default Optional<Detections> detections() {
        return Optional.empty();
    }

    /// Whoever comes next must log in again. Nothing where keys do not expire.
    default void expireTokens() {}

    /// Everything as it was at the very beginning.
    default void reset() {
        rosters().reset();
        detections().ifPresent(Detections::reset);
    }

    /// What the witness saw before this process began.
    default void recall(Arrival arrival) {
        rosters().recall(arrival);
    }

    @Override
    default void close() throws IOException {}
}
