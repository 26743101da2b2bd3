package dev.cordon.engine.connector;

import dev.cordon.contract.connector.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Preflights that a person has asked for. Every worker does its own: they may stand behind different firewalls.
@ApplicationScoped
class Checks {
    /// A worker whose clock is behind would never report a newer one, and check for ever.
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();

    Checks(InstantSource clock) {
        this.clock = clock;
    }

    void ask(String connector) {
        asked.put(connector, clock.instant());
    }

    /// Which of the connectors that a worker reports it shall check now.
    List<String> due(List<State> connectors) {
        var now = clock.instant();
        asked.values().removeIf(at -> at.plus(KEPT).isBefore(now));
        return connectors.stream().filter(this::isDue).map(State::name).toList();
    }

    private boolean isDue(State state) {
        var at = asked.get(state.name());
        return at != null && (state.checkedAt() == null || !state.checkedAt().isAfter(at));
    }
}
