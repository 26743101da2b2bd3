package dev.cordon.playbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One story about a playbook: what the world answers, and which way the run takes.
///
/// @param title what it shows, as a sentence
/// @param variables the run starts with; what every run has is added
/// @param jobs what the jobs answer, by element, or by element and target key; a job not named here succeeds
/// @param tasks what people answer, by element
/// @param asks what a person is shown, by element: these keys of the variable `request`
/// @param path every task and event that was passed, in order
record Scenario(
        String title,
        Map<String, JsonNode> variables,
        Map<String, Reply> jobs,
        Map<String, Reply> tasks,
        Map<String, Map<String, JsonNode>> asks,
        List<String> path) {
    static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    Scenario {
        variables = variables == null ? Map.of() : variables;
        jobs = jobs == null ? Map.of() : jobs;
        tasks = tasks == null ? Map.of() : tasks;
        asks = asks == null ? Map.of() : asks;
    }

    /// @param after time that passes first; with nothing else, no answer ever comes
    /// @param gives a job's `result`, or a person's form values
    /// @param error a BPMN error's code
    /// @param on the key of the target that a job must be given: `host:crowdstrike:aid-1`
    /// @param yields how often a job is given back before that, for an hour each time, as by a worker that waits
    record Reply(
            Duration after,
            @Nullable JsonNode gives,
            @Nullable String error,
            @Nullable String on,
            int yields) {
        static final Reply SUCCESS = new Reply(Duration.ZERO, null, null, null, 0);

        Reply {
            after = after == null ? Duration.ZERO : after;
        }

        boolean waits() {
            return after.isPositive();
        }

        boolean silent() {
            return waits() && gives == null && error == null;
        }
    }

    static Scenario read(Path file) {
        try {
            return JSON.readValue(file.toFile(), Scenario.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
