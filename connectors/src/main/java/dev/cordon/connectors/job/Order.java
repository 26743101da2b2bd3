package dev.cordon.connectors.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.connectors.capability.Closing;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Target;
import dev.cordon.contract.Verdict;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job's variables, read at the door.
///
/// @param target a name for the jobs that find, a target for all others
/// @param incident its number; null where the job does not tell anybody
/// @param verdict the same
/// @param until a time; null where nobody is waited for
record Order(
        String incidentId,
        String runId,
        JsonNode target,
        String reason,
        @Nullable String incident,
        @Nullable String verdict,
        @Nullable String until) {
    private static final List<String> VARIABLES = List.of("incidentId", "runId", "target", "reason");
    private static final List<String> TELLING =
            List.of("incidentId", "runId", "target", "reason", "incident", "verdict", "until");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// What a worker of this type asks the broker for.
    static List<String> variables(JobType type) {
        return type.effect() == JobType.Effect.RECORDS ? TELLING : VARIABLES;
    }

    static Order of(String variables) {
        try {
            var tree = JSON.readTree(variables);
            return new Order(
                    text(tree, "incidentId"),
                    text(tree, "runId"),
                    present(tree.get("target"), "target"),
                    text(tree, "reason"),
                    tree.path("incident").textValue(),
                    tree.path("verdict").textValue(),
                    tree.path("until").textValue());
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

    Closing closing() {
        if (incident == null || incident.isBlank()) {
            throw new Unreadable("variable incident: this job needs the incident's number");
        }
        if (verdict == null) {
            throw new Unreadable("variable verdict is missing");
        }
        try {
            return new Closing(incident, Verdict.of(verdict), reason);
        } catch (IllegalArgumentException e) {
            throw new Unreadable("variable verdict: not one that closes an incident");
        }
    }

    /// Until when a product that does not answer is waited for.
    @Nullable
    Instant deadline() {
        try {
            return until == null ? null : Instant.parse(until);
        } catch (DateTimeParseException e) {
            throw new Unreadable("variable until: a time such as 2026-11-28T10:00:00Z is needed");
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
