package dev.cordon.playbooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.contract.JobType;
import java.util.List;
import java.util.stream.Stream;

/// The job types as tasks of the Camunda Modeler. What the lint would complain about cannot be entered.
final class ElementTemplates {
    private static final String SCHEMA =
            "https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json";
    private static final String MANUAL = "https://cordon.dev/docs/reference/playbook-contract.md#jobs";
    /// Raise it when what a template writes changes: the Modeler then offers the author to update.
    private static final int VERSION = 2;

    private ElementTemplates() {}

    /// The text of the file, to the last line feed.
    static String text() {
        try {
            var templates =
                    Stream.of(JobType.values()).map(ElementTemplates::of).toList();
            return Scenario.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(templates) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode of(JobType type) {
        var text = TemplateText.of(type);
        var template = Scenario.JSON.createObjectNode();
        template.put("$schema", SCHEMA)
                .put("name", text.name())
                .put("id", "dev.cordon." + type.value())
                .put("version", VERSION)
                .put("description", text.description())
                .put("documentationRef", MANUAL);
        template.putObject("category").put("id", "cordon").put("name", "Cordon");
        template.putArray("appliesTo").add("bpmn:Task");
        template.putObject("elementType").put("value", "bpmn:ServiceTask");
        template.putObject("engines").put("camunda", "^8.6");
        var properties = template.putArray("properties");
        properties.add(jobType(type));
        properties.add(target(type));
        properties.add(result(type, text));
        if (type.effect() != JobType.Effect.LOOKS) {
            properties.add(unverified());
        }
        return template;
    }

    private static ObjectNode jobType(JobType type) {
        var property = Scenario.JSON.createObjectNode().put("type", "Hidden").put("value", type.value());
        property.putObject("binding").put("type", "zeebe:taskDefinition").put("property", "type");
        return property;
    }

    private static ObjectNode target(JobType type) {
        var property =
                field("target", "Target", hint(type)).put("feel", "required").put("value", usual(type));
        property.putObject("binding").put("type", "zeebe:input").put("name", "target");
        property.putObject("constraints").put("notEmpty", true);
        return property;
    }

    private static String hint(JobType type) {
        var kind = World.kind(type);
        if (type.finds()) {
            return "The name as the alert says it, as text.";
        }
        return switch (kind) {
            case "host", "account" -> "The whole %s as Find %s gave it, not its name.".formatted(kind, kind);
            case "process" -> "{\"is\": \"process\", \"host\": <host>, \"pid\": pid, \"image\": <its program>}";
            case "alert" ->
                "{\"is\": \"alert\", \"vendor\": \"elastic\", \"id\": <the product's own>, \"name\": <its title>}";
            case "file" -> "{\"is\": \"file\", \"host\": <host>, \"path\": path, \"sha256\": null, \"sha1\": null}";
            default -> "{\"is\": \"indicator\", \"vendor\": \"crowdstrike\", \"type\": \"sha256\", \"value\": \"...\"}";
        };
    }

    private static String usual(JobType type) {
        return type.finds() ? "=target." + World.kind(type) : "=" + World.kind(type);
    }

    private static ObjectNode result(JobType type, TemplateText text) {
        var property = field(
                        "result",
                        "Keep the result as",
                        "A name of its own: the next job writes its result over a shared one.")
                .put("value", text.result());
        property.putObject("binding")
                .put("type", "zeebe:output")
                .put("source", type.finds() ? "=result.target" : "=result");
        property.putObject("constraints")
                .put("notEmpty", true)
                .putObject("pattern")
                .put("value", "^(?!(?:%s)$)[A-Za-z_][A-Za-z0-9_]*$".formatted(String.join("|", reserved())))
                .put("message", "A variable's name, and none of " + String.join(", ", reserved()));
        return property;
    }

    private static List<String> reserved() {
        return JobRules.NOT_ITS_OWN.stream().sorted().toList();
    }

    private static ObjectNode unverified() {
        var property = field(
                        "unverified",
                        "When it is not seen to happen in time",
                        "Continue where a compensation handler follows: what leaves through an error is not undone.")
                .put("type", "Dropdown")
                .put("value", "stop");
        property.putArray("choices")
                .add(choice("stop", "Throw the error unverified"))
                .add(choice("continue", "Go on, with result.is = \"unverified\""));
        property.putObject("binding").put("type", "zeebe:taskHeader").put("key", "unverified");
        return property;
    }

    private static ObjectNode choice(String value, String name) {
        return Scenario.JSON.createObjectNode().put("name", name).put("value", value);
    }

    private static ObjectNode field(String id, String label, String description) {
        return Scenario.JSON
                .createObjectNode()
                .put("id", id)
                .put("label", label)
                .put("description", description)
                .put("type", "String");
    }
}
