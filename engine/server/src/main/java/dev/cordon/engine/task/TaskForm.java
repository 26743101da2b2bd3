package dev.cordon.engine.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cordon.engine.problem.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Holds an answer against its form: only the form's fields, of the right type, the offered values, what is required.
///
/// What the form hides under a condition is not required here; the form in the browser asks for it.
final class TaskForm {
    private static final int LONGEST = 10_000;
    /// The one expression for options that is understood here: a list in what the task shows. Of any other, nothing is
    /// offered.
    private static final Pattern IN_REQUEST = Pattern.compile("=\\s*request\\.(\\w+)");

    private final Map<String, JsonNode> fields = new HashMap<>();
    private final JsonNode request;

    /// @param request what the task shows
    TaskForm(JsonNode schema, JsonNode request) {
        this.request = request;
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

    private void check(String key, JsonNode field, JsonNode value) {
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

    private boolean offered(JsonNode field, JsonNode value) {
        for (var option : options(field)) {
            if (option.path("value").equals(value)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode options(JsonNode field) {
        if (!field.has("valuesExpression")) {
            return field.path("values");
        }
        var list = IN_REQUEST.matcher(field.path("valuesExpression").asText());
        return list.matches() ? request.path(list.group(1)) : MissingNode.getInstance();
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
