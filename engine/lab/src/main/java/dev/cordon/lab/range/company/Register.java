package dev.cordon.lab.range.company;

import dev.cordon.lab.range.Arrival;
import dev.cordon.lab.range.Roster;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Members by id and by name, in any case of letters.
abstract class Register<T extends Roster.Kept> implements Roster {
    private final Map<String, T> byId = new ConcurrentHashMap<>();
    private final Map<String, Collection<T>> byName = new ConcurrentHashMap<>();
    /// What the states of its members begin with.
    private final Set<String> words;

    Register(Set<String> words) {
        this.words = words;
    }

    /// Who is there at the beginning.
    abstract Collection<T> first();

    /// Comes into being by being asked for, if it does.
    ///
    /// @param name as it was asked for
    Optional<T> arriving(String name) {
        return Optional.empty();
    }

    /// What else it is found by.
    Collection<String> otherNames(T member) {
        return List.of();
    }

    @Override
    public final void reset() {
        byId.clear();
        byName.clear();
        first().forEach(member -> {
            enter(member, member.name());
            otherNames(member).forEach(name -> enter(member, name));
        });
    }

    private void enter(T member, String name) {
        byId.put(member.id(), member);
        byName.computeIfAbsent(key(name), unused -> new ConcurrentLinkedDeque<>())
                .add(member);
    }

    public final Optional<T> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public final Collection<T> byName(String name) {
        var known = byName.get(key(name));
        return known != null ? known : newcomers(name);
    }

    /// Two who ask at once are given the same one.
    private Collection<T> newcomers(String name) {
        var arriving = arriving(name);
        if (arriving.isEmpty()) {
            return List.of();
        }
        return byName.computeIfAbsent(key(name), unused -> {
            byId.put(arriving.get().id(), arriving.get());
            return new ConcurrentLinkedDeque<>(List.of(arriving.get()));
        });
    }

    @Override
    public final Collection<T> all() {
        return byId.values();
    }

    @Override
    public final Collection<T> named(String idOrName) {
        return byId(idOrName).<Collection<T>>map(List::of).orElseGet(() -> byName(idOrName));
    }

    @Override
    public final boolean recall(Arrival arrival) {
        if (!words.contains(StateLine.parse(arrival.after()).word())) {
            return false;
        }
        byName(arrival.host());
        var member = byId(arrival.target());
        member.ifPresent(found -> found.restore(arrival.after(), arrival.time()));
        return member.isPresent();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
