package dev.cordon.engine.run;

import java.util.UUID;

/// Hears of an incident that joins another one's run, in the transaction in which it does, after everything else.
public interface JoinedRuns {
    void joined(UUID run, UUID incident);
}
