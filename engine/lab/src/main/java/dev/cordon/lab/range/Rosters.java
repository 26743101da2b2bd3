package dev.cordon.lab.range;

import java.util.stream.Stream;

/// What a vendor looks after; [Roster#NONE] for what it does not.
public record Rosters(Roster machines, Roster people, Roster indicators) {

    public static Rosters ofMachines(Roster machines) {
        return new Rosters(machines, Roster.NONE, Roster.NONE);
    }

    public static Rosters ofPeople(Roster people) {
        return new Rosters(Roster.NONE, people, Roster.NONE);
    }

    void reset() {
        all().forEach(Roster::reset);
    }

    /// A line does not say what kind of thing it tells of; its state does.
    ///
    /// @return whether it tells of something here
    boolean recall(Arrival arrival) {
        return arrival.changed() && all().anyMatch(roster -> roster.recall(arrival));
    }

    private Stream<Roster> all() {
        return Stream.of(machines, people, indicators);
    }
}
