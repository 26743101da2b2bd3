package dev.cordon.connectors.capability;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The alerts of a product that keeps them for who asks. Reads only.
///
/// A page is handed over before the next one is asked for, and may come again: whoever takes them tells a repeat by the
/// alert's own id. In return none may be missing: not at the end of a page, not among those of one moment, and not when
/// it appears later than its time says, as long as it is not later than the overlap.
public non-sealed interface AlertFeed extends Capability {

    /// The source under which the server takes them.
    String source();

    /// How long to rest when everything was read.
    Duration every();

    /// @param cursor of the page before, as it was given; null where there was none yet
    /// @throws VendorException sorted by the next step; the cursor stays good
    Page read(@Nullable String cursor);

    /// @param alerts as the product writes them, at most a hundred
    /// @param cursor leads on, after these were taken
    /// @param reached everything that changed until then has been handed over, once, at least
    /// @param more whether the product has more already
    record Page(List<JsonNode> alerts, String cursor, Instant reached, boolean more) {
        public Page {
            alerts = List.copyOf(alerts);
        }
    }
}
