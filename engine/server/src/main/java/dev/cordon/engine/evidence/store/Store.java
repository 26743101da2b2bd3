package dev.cordon.engine.evidence.store;

import dev.cordon.engine.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;

/// Keeps whole files under their hash. Nothing is overwritten, nothing deleted.
interface Store {
    /// Returns when the bytes are safe. The same bytes again are the same place.
    ///
    /// @throws Problem 503 `evidence-not-kept` when it may succeed later, 409 `evidence-changed` when something
    ///     else stands there
    Place keep(Spooled file);

    boolean has(Place place);

    /// In bytes; empty when nothing is there any more.
    ///
    /// @throws Problem 503 `evidence-unreachable`
    OptionalLong size(Place place);

    /// @throws Problem 503 `evidence-unreachable`
    InputStream open(Place place) throws IOException;

    Health health();

    /// @param says for the person who looks; no secrets
    record Health(boolean ready, Map<String, String> says) {}
}
