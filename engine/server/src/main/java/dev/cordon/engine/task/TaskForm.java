package dev.cordon.engine.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.problem.Problem;
import java.util.HashMap;
import java.util.Map;

/// Holds an answer against its form: only the form's fields, of the right type, the offered values, what is required.
///
/// What the form hides under a condition is not required here; the form in the browser asks for it.
final class TaskForm {
    private static final int LONGEST = 10_000;

    private final Map<String, JsonNode> fields = new HashMap<>();

    TaskForm(JsonNode schema) {
        collect(schema);
    }

    private void collect(JsonNode container) {
        for (var component : container.path("components")) {
            if (component.path("key").isTextual()) {
                fields.put(component.path("key").asText(), component);
            }
            collect(component);
        }
    }

    void check(JsonNode values) {
        if (!values.isObject()) {
            throw bad("The values are an object.");
        }
        values.properties().forEach(value -> {
            var field = fields.get(value.getKey());
            if (field == null) {
                throw bad("The form has no field " + value.getKey() + ".");
            }
            check(value.getKey(), field, value.getValue());
        });
        fields.forEach((key, field) -> {
            if (required(field) && isBlank(values.path(key))) {
                throw bad("The form needs " + key + ".");
            }
        });
    }

    private static void check(String key, JsonNode field, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        var fits = switch (field.path("type").asText()) {
            case "checkbox" -> value.isBoolean();
            case "number" -> value.isNumber() || value.isTextual();
            case "radio", "select" -> offered(field, value);
            default -> value.isTextual() && value.textValue().length() <= longest(field);
        };
        if (!fits) {
            throw bad("The value of " + key + " does not fit its field.");
        }
    }

    private static boolean offered(JsonNode field, JsonNode value) {
        for (var option : field.path("values")) {
            if (option.path("value").equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static int longest(JsonNode field) {
        return field.path("validate").path("maxLength").asInt(LONGEST);
    }

    private static boolean required(JsonNode field) {
        return field.path("validate").path("required").asBoolean()
                && !field.path("conditional").has("hide");
    }

    private static boolean isBlank(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isBlank());
    }

    private static Problem bad(String why) {
        return new Problem(400, "bad-request", why);
    }
}
