package dev.cordon.engine.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cordon.engine.recorder.Projection.Bound;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.RunEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;

/// Decisions: what went in, which rules matched, what came out. The answer to "why".
@ApplicationScoped
class DecisionRecords {
    private final Sql sql;
    private final Timeline timeline;
    private final ObjectMapper json;

    DecisionRecords(Sql sql, Timeline timeline, ObjectMapper json) {
        this.sql = sql;
        this.timeline = timeline;
        this.json = json;
    }

    void project(Rec rec, Bound run) {
        if (!rec.valueType().equals("DECISION_EVALUATION")) {
            return;
        }
        var failure = rec.text("evaluationFailureMessage");
        for (var evaluated : rec.value().path("evaluatedDecisions")) {
            var inputs = json.createObjectNode();
            evaluated
                    .path("evaluatedInputs")
                    .forEach(input -> inputs.set(input.path("inputName").asText(), parsed(input.path("inputValue"))));
            var rules = new ArrayList<String>();
            evaluated
                    .path("matchedRules")
                    .forEach(rule -> rules.add(rule.path("ruleId").asText()));
            var output = parsed(evaluated.path("decisionOutput"));
            var id = evaluated.path("decisionId").asText();
            sql.update(
                    """
                    insert into run_decision (record_key, run_id, element_id, decision_id, inputs, rules, output, failure,
                        decided_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                    """,
                    rec.key(),
                    run.id(),
                    rec.text("elementId"),
                    id,
                    inputs,
                    json.valueToTree(rules),
                    output,
                    failure.isEmpty() ? null : failure,
                    rec.at());
            timeline.append(
                    run.incident(),
                    "playbook:" + run.playbook(),
                    rec.at(),
                    new RunEvent.DecisionMade(run.id().toString(), id, inputs, rules, output));
        }
    }

    /// Values arrive as JSON inside a text.
    private JsonNode parsed(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        try {
            return json.readTree(value.asText());
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(value.asText());
        }
    }
}
