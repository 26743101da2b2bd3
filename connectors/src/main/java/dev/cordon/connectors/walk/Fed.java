package dev.cordon.connectors.walk;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// The settings of a tenant whose alerts can be pulled. A product's own settings extend it.
public interface Fed {

    /// The source under which the server takes them; without it none are pulled.
    Optional<String> feed();

    /// How long to rest when everything was read.
    @WithDefault("30s")
    Duration feedEvery();

    /// How much later than its time says an alert may appear and still be found.
    @WithDefault("5m")
    Duration feedOverlap();

    /// How far back the very first walk begins.
    @WithDefault("1h")
    Duration feedSince();

    /// The most alerts of one request, 1 to 100. Fewer where alerts are so large that an answer exceeds 4 MiB.
    @WithDefault("50")
    int feedPage();
}
