package dev.cordon.engine.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.dmn.Audit;
import org.camunda.dmn.DmnEngine;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/// The DMN engine's Scala results, as Java values.
final class DmnValues {
    private DmnValues() {}

    static Map<String, @Nullable Object> output(DmnEngine.EvalResult result) {
        if (result.isNil()) {
            return Map.of();
        }
        var output = new LinkedHashMap<String, @Nullable Object>();
        switch (result.value()) {
            case Map<?, ?> map -> map.forEach((key, value) -> output.put(String.valueOf(key), value));
            case scala.collection.Map<?, ?> map ->
                CollectionConverters.asJava(map).forEach((key, value) -> output.put(String.valueOf(key), value));
            case null -> {}
            case Object single -> output.put("value", single);
        }
        return output;
    }

    static List<String> rules(DmnEngine.EvalResult result, String decision) {
        var rules = new ArrayList<String>();
        for (var entry : CollectionConverters.asJava(result.auditLog().entries())) {
            if (entry.id().equals(decision) && entry.result() instanceof Audit.DecisionTableEvaluationResult table) {
                CollectionConverters.asJava(table.matchedRules())
                        .forEach(matched -> rules.add(matched.rule().id()));
            }
        }
        return rules;
    }
}
