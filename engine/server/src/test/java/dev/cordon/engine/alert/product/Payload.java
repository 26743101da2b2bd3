package dev.cordon.engine.alert.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.engine.alert.reading.AlertJson;
import java.nio.charset.StandardCharsets;

/// A payload as it came, and as it comes with one field changed.
public final class Payload {
    private Payload() {}

    public static JsonNode json(String text) {
        return AlertJson.read(text.getBytes(StandardCharsets.UTF_8));
    }

    /// @param pointer a JSON pointer to a field that is there
    public static JsonNode with(String text, String pointer, String value) {
        var root = json(text);
        object(root, pointer).set(name(pointer), json(value));
        return root;
    }

    public static JsonNode without(String text, String pointer) {
        var root = json(text);
        object(root, pointer).remove(name(pointer));
        return root;
    }

    private static ObjectNode object(JsonNode root, String pointer) {
        if (root.at(pointer).isMissingNode()) {
            throw new IllegalArgumentException("the payload has no " + pointer);
        }
        return (ObjectNode) root.at(pointer.substring(0, pointer.lastIndexOf('/')));
    }

    public static String name(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }
}
