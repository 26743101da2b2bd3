package dev.cordon.lab.range.company;

import dev.cordon.lab.range.Ground;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// One vendor's block list. Whatever is asked for is in it, as not blocked until it is.
public final class Indicators extends Register<Indicator> {
    private final UnaryOperator<String> entryId;
    private final Ground ground;

    /// @param entryId the vendor's id for the entry of a value
    public Indicators(UnaryOperator<String> entryId, Ground ground) {
        super(Set.of(Indicator.BLOCKED, Indicator.ABSENT));
        this.entryId = entryId;
        this.ground = ground;
        reset();
    }

    /// In any case of letters.
    public Indicator of(String value) {
        return byName(value).iterator().next();
    }

    public List<Indicator> blocked() {
        return all().stream().filter(Indicator::blocked).toList();
    }

    public Optional<Indicator> byEntryId(String id) {
        return blocked().stream()
                .filter(indicator -> indicator.entryId().equals(id))
                .findFirst();
    }

    @Override
    Collection<Indicator> first() {
        return List.of();
    }

    @Override
    Optional<Indicator> arriving(String value) {
        return value.isBlank()
                ? Optional.empty()
                : Optional.of(new Indicator(value, entryId.apply(value), ground.clock()));
    }
}
