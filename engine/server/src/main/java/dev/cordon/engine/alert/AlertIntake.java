package dev.cordon.engine.alert;

import jakarta.enterprise.context.ApplicationScoped;

/// Stores an alert, once, with everything that follows from it, in one transaction.
@ApplicationScoped
public class AlertIntake {

    /// @param incident the incident's number, `INC-2026-000123`
    /// @param duplicate whether this reference had been taken before
    public record Taken(String alertId, String incident, boolean duplicate) {}

    /// Returns after the commit. The same reference again answers with the first one's ids and starts nothing.
    public Taken take(String source, Alert alert, byte[] raw) {
        throw new UnsupportedOperationException(source + alert.reference() + raw.length);
    }

    /// Keeps what could not be read, with the reason.
    public String reject(String source, String why, byte[] raw) {
        throw new UnsupportedOperationException(source + why + raw.length);
    }
}
