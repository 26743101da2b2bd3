package dev.cordon.connectors.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// What the server knows this process by: new at every start, so that a report of the process before never counts.
@ApplicationScoped
class WorkerName {
    private final String value = UUID.randomUUID().toString();

    String value() {
        return value;
    }
}
