package dev.cordon.engine.incident;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What comes in at one moment and belongs together.
///
/// @param key whatever has the same one shares an incident
/// @param window how long after the incident's last alert it may still join; null: as long as the incident is open
/// @param title of the incident, if one is opened
/// @param severity the highest among them
/// @param alerts how many
/// @param actor who brings the first one
public record Arrivals(String key, @Nullable Duration window, String title, int severity, int alerts, String actor) {

    public Arrivals and(int furtherSeverity) {
        return new Arrivals(key, window, title, Math.max(severity, furtherSeverity), alerts + 1, actor);
    }
}
