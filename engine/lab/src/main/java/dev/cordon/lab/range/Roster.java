package dev.cordon.lab.range;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Things of one kind that one vendor looks after.
public interface Roster {
    Roster NONE = new Roster() {
        @Override
        public Collection<Kept> all() {
            return List.of();
        }

        @Override
        public Collection<Kept> named(String idOrName) {
            return List.of();
        }

        @Override
        public boolean recall(Arrival arrival) {
            return false;
        }

        @Override
        public void reset() {}
    };

    /// One of them. Its [#state] says all that can change about it.
    interface Kept extends Stage.Subject {
        /// @param state as [#state] said it
        void restore(String state, Instant since);

        /// By hand, through the control API. What is not mentioned stays as it is.
        ///
        /// @throws IllegalArgumentException if it cannot be so
        void adjust(JsonNode wish);

        /// For the control API.
        Map<String, Object> shown();
    }

    Collection<? extends Kept> all();

    /// Those with that id, or else with that name in any case of letters. Some come into being when they are asked for.
    Collection<? extends Kept> named(String idOrName);

    /// @return whether this line tells of one of them; it then is as it was after that line
    boolean recall(Arrival arrival);

    void reset();
}
