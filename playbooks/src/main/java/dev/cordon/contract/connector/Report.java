package dev.cordon.contract.connector;

import java.time.Instant;
import java.util.List;

/// One worker process's view of its connectors.
///
/// @param startedAt when the process began
public record Report(Instant startedAt, List<State> connectors) {
    public Report {
        connectors = connectors == null ? List.of() : List.copyOf(connectors);
    }
}
