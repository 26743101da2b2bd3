package dev.cordon.engine.playbook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.dmn.DmnEngine;
import org.camunda.dmn.parser.ParsedDmn;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/// The shared decisions, evaluated in this process by the engine that the broker uses, too: an alert is routed and a
/// claim is guarded
/// without asking the broker.
@ApplicationScoped
public class Decisions {
    private final DmnEngine engine = new DmnEngine.Builder().build();
    private final Map<String, ParsedDmn> byId;

    /// The same alerts come again and again, and a miss costs some hundred microseconds. A decision is a function of
    /// its inputs; one
    /// that reads the clock may be a minute behind it.
    private final Cache<Question, Decided> answered = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    Decisions(Catalogue catalogue) {
        byId = new LinkedHashMap<>();
        for (var resource : catalogue.decisions()) {
            var parsed = parse(resource);
            CollectionConverters.asJava(parsed.decisionsById()).keySet().forEach(id -> byId.put(id, parsed));
        }
    }

    /// @param output by name; empty where no rule matched
    /// @param rules ids of the rules that matched
    public record Decided(Map<String, @Nullable Object> output, List<String> rules) {}

    private record Question(String decision, Map<String, @Nullable Object> inputs) {}

    /// @throws IllegalStateException when there is no such decision or it cannot be evaluated: nothing is decided then
    public Decided evaluate(String decision, Map<String, @Nullable Object> inputs) {
        var question = new Question(decision, Collections.unmodifiableMap(new HashMap<>(inputs)));
        var known = answered.getIfPresent(question);
        if (known != null) {
            return known;
        }
        var fresh = decide(decision, inputs);
        answered.put(question, fresh);
        return fresh;
    }

    private Decided decide(String decision, Map<String, @Nullable Object> inputs) {
        var dmn = byId.get(decision);
        if (dmn == null) {
            throw new IllegalStateException("there is no decision " + decision);
        }
        var evaluated = engine.eval(dmn, decision, inputs);
        if (evaluated.isLeft()) {
            throw new IllegalStateException(decision + " cannot be decided: "
                    + evaluated.swap().toOption().get().failure().message());
        }
        var result = evaluated.toOption().get();
        return new Decided(DmnValues.output(result), DmnValues.rules(result, decision));
    }

    private ParsedDmn parse(Catalogue.Resource resource) {
        var parsed = engine.parse(new ByteArrayInputStream(resource.text().getBytes(StandardCharsets.UTF_8)));
        if (parsed.isLeft()) {
            throw new IllegalStateException(
                    resource.name() + ": " + parsed.swap().toOption().get().message());
        }
        return parsed.toOption().get();
    }
}
