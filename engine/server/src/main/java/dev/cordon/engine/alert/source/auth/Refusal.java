package dev.cordon.engine.alert.source.auth;

import java.util.Locale;

/// Why a request did not prove that it comes from its source. For those who look after the source; the sender gets the
/// same answer whatever it was.
public enum Refusal {
    /// Not from where the source may send.
    ADDRESS,
    /// Nothing of the kind that was asked for came along.
    MISSING,
    WRONG,
    /// Signed rightly, and too long ago or too far ahead.
    STALE,
    TOO_MANY;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
