package dev.cordon.lab.range.company;

import dev.cordon.lab.range.Ground;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One vendor's machines. Those named `BENCH-...`, behind the vendor's code, exist as soon as somebody asks for them.
public final class Fleet extends Register<Machine> {
    private final List<Seed> seeds;
    private final String onDemand;
    private final UnaryOperator<String> id;
    private final Ground ground;

    /// @param code of upper-case letters: `DEF`
    /// @param id the vendor's id for a seed
    public Fleet(String code, UnaryOperator<String> id, Ground ground) {
        this(code, Seed.company(code), id, ground);
    }

    public Fleet(String code, List<Seed> seeds, UnaryOperator<String> id, Ground ground) {
        super(Isolation.words());
        this.seeds = seeds;
        this.onDemand = code.isEmpty() ? "BENCH-" : code + "-BENCH-";
        this.id = id;
        this.ground = ground;
        reset();
    }

    @Override
    Collection<Machine> first() {
        return seeds.stream().map(this::machine).toList();
    }

    @Override
    Optional<Machine> arriving(String name) {
        var upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith(onDemand)
                        && upper.length() > onDemand.length()
                        && upper.chars().allMatch(Fleet::plain)
                ? Optional.of(machine(Seed.onDemand(upper)))
                : Optional.empty();
    }

    private Machine machine(Seed seed) {
        return new Machine(id.apply(seed.seed()), seed, ground.pending(), ground.clock());
    }

    private static boolean plain(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    }
}
