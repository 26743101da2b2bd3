package dev.cordon.engine.playbook;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
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
    private final Map<String, Decision> byId = new LinkedHashMap<>();

    Decisions(Catalogue catalogue) {
        for (var resource : catalogue.decisions()) {
            var parsed = parse(resource.name(), resource.text());
            CollectionConverters.asJava(parsed.decisionsById())
                    .keySet()
                    .forEach(id -> byId.put(id, new Decision(engine, parsed, id)));
        }
    }

    /// A decision that this server was built with.
    ///
    /// @throws IllegalStateException when there is no such decision
    public Decision decision(String id) {
        var decision = byId.get(id);
        if (decision == null) {
            throw new IllegalStateException("there is no decision " + id);
        }
        return decision;
    }

    /// A decision from another file than those this server was built with.
    ///
    /// @throws UnreadableDecision when the file holds none of this id, or is no DMN whose expressions compile
    public Decision read(String id, String dmn) {
        var parsed = parse(id, dmn);
        if (!parsed.decisionsById().contains(id)) {
            throw new UnreadableDecision("there is no decision " + id + " in it");
        }
        return new Decision(engine, parsed, id);
    }

    /// @throws IllegalStateException when there is no such decision or it cannot be evaluated: nothing is decided then
    public Decision.Decided evaluate(String decision, Map<String, @Nullable Object> inputs) {
        return decision(decision).of(inputs);
    }

    private ParsedDmn parse(String name, String dmn) {
        var parsed = engine.parse(new ByteArrayInputStream(dmn.getBytes(StandardCharsets.UTF_8)));
        if (parsed.isLeft()) {
            throw new UnreadableDecision(
                    name + ": " + parsed.swap().toOption().get().message());
        }
        return parsed.toOption().get();
    }
}
