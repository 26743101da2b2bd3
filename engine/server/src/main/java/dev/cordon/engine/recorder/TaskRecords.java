package dev.cordon.engine.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.recorder.Projection.Bound;
import dev.cordon.engine.task.HumanTasks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Human tasks: created, and ended without an answer of ours.
@ApplicationScoped
class TaskRecords {
    private final HumanTasks tasks;
    private final Catalogue catalogue;
    private final ObjectMapper json;

    TaskRecords(HumanTasks tasks, Catalogue catalogue, ObjectMapper json) {
        this.tasks = tasks;
        this.catalogue = catalogue;
        this.json = json;
    }

    /// The variable `request` in a task's own scope is what the task shows.
    void remember(Rec rec) {
        if (rec.text("name").equals("request") && rec.number("scopeKey") != rec.instance()) {
            tasks.shows(rec.number("scopeKey"), parsed(rec.text("value")));
        }
    }

    void project(Rec rec, Bound run) {
        switch (rec.valueType() + " " + rec.intent()) {
            case "USER_TASK CREATED" -> tasks.opened(opening(rec, run));
            case "USER_TASK CANCELED" -> tasks.ended(rec.number("userTaskKey"), true, rec.at());
            case "USER_TASK COMPLETED" -> tasks.ended(rec.number("userTaskKey"), false, rec.at());
            default -> {}
        }
    }

    private HumanTasks.Opening opening(Rec rec, Bound run) {
        var element = rec.text("elementId");
        return new HumanTasks.Opening(
                rec.number("userTaskKey"),
                rec.number("elementInstanceKey"),
                run.id(),
                run.incident(),
                run.playbook(),
                element,
                catalogue.playbook(run.playbook()).map(it -> it.nameOf(element)).orElse(element),
                rec.number("formKey") > 0 ? rec.number("formKey") : null,
                texts(rec.value().path("candidateGroupsList")),
                rec.value().path("customHeaders").path("approval").asText().equals("true"),
                rec.value().path("customHeaders").path("picks").asText().equals("target"),
                instant(rec.text("dueDate")),
                rec.at());
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.isEmpty() ? null : ZonedDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a variable that is not JSON", e);
        }
    }
}
