package dev.cordon.engine.playbook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.dmn.DmnEngine;
import org.camunda.dmn.parser.ParsedDmn;
import org.jspecify.annotations.Nullable;

/// One decision of one DMN file, ready to be asked.
public final class Decision {
    private final DmnEngine engine;
    private final ParsedDmn dmn;
    private final String id;

    /// The same alerts come again and again, and a miss costs some hundred microseconds. A decision is a function of
    /// its inputs; one
    /// that reads the clock may be a minute behind it.
    private final Cache<Map<String, @Nullable Object>, Decided> answered = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    Decision(DmnEngine engine, ParsedDmn dmn, String id) {
        this.engine = engine;
        this.dmn = dmn;
        this.id = id;
    }

    /// @param output by name; empty where no rule matched
    /// @param rules ids of the rules that matched
    public record Decided(Map<String, @Nullable Object> output, List<String> rules) {}

    /// @throws IllegalStateException when it cannot be evaluated: nothing is decided then
    public Decided of(Map<String, @Nullable Object> inputs) {
        var question = Collections.unmodifiableMap(new HashMap<>(inputs));
        var known = answered.getIfPresent(question);
        if (known != null) {
            return known;
        }
        var fresh = decide(question);
        answered.put(question, fresh);
        return fresh;
    }

    /// How many decisions its file holds.
    public int inFile() {
        return dmn.decisions().size();
    }

    /// Its rules.
    ///
    /// @throws UnreadableDecision when it is not a decision table
    public DecisionTable table() {
        return DecisionTables.of(dmn.decisionsById().apply(id));
    }

    private Decided decide(Map<String, @Nullable Object> inputs) {
        var evaluated = engine.eval(dmn, id, inputs);
        if (evaluated.isLeft()) {
            throw new IllegalStateException(id + " cannot be decided: "
                    + evaluated.swap().toOption().get().failure().message());
        }
        var result = evaluated.toOption().get();
        return new Decided(DmnValues.output(result), DmnValues.rules(result, id));
    }
}
