package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;
import java.util.List;
import java.util.stream.Stream;

/// Finds what a name stands for: exactly, never by a part of it.
public interface Lookup<T extends Target> {

    /// @param query a name, address or id as an alert said it; hostile
    Matches<T> find(String query);

    /// @param live what the name stands for today
    /// @param stale what it stood for once; for reading, never for acting
    record Matches<T extends Target>(List<T> live, List<T> stale) {
        public Matches {
            live = List.copyOf(live);
            stale = List.copyOf(stale);
        }

        public Matches<T> and(Matches<T> more) {
            return new Matches<>(
                    Stream.concat(live.stream(), more.live.stream()).toList(),
                    Stream.concat(stale.stream(), more.stale.stream()).toList());
        }
    }
}
