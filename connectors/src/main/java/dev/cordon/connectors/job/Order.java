package dev.cordon.connectors.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.contract.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job's variables, read at the door.
///
/// @param target a name for the jobs that find, a target for all others
record Order(String incidentId, String runId, JsonNode target, String reason) {
    static final List<String> VARIABLES = List.of("incidentId", "runId", "target", "reason");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static Order of(String variables) {
        try {
            var tree = JSON.readTree(variables);
            return new Order(
                    text(tree, "incidentId"),
                    text(tree, "runId"),
                    present(tree.get("target"), "target"),
                    text(tree, "reason"));
        } catch (JsonProcessingException e) {
            throw new Unreadable("the job's variables are not JSON");
        }
    }

    String name() {
        if (!target.isTextual()) {
            throw new Unreadable("variable target: a job that finds something needs a name, as text");
        }
        return target.textValue();
    }

    Target resolved() {
        try {
            return JSON.treeToValue(target, Target.class);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new Unreadable(
                    "variable target: this job needs a target that was found before, with is, vendor, id and name");
        }
    }

    private static String text(JsonNode tree, String variable) {
        var value = present(tree.get(variable), variable);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new Unreadable("variable " + variable + ": text is needed");
        }
        return value.textValue();
    }

    private static JsonNode present(@Nullable JsonNode value, String variable) {
        if (value == null || value.isNull()) {
            throw new Unreadable("variable " + variable + " is missing");
        }
        return value;
    }

    /// The playbook's author has to mend it.
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super(why);
        }
    }
}
