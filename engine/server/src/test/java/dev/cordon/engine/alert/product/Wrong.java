package dev.cordon.engine.alert.product;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.engine.alert.reading.AlertJson;
import java.nio.charset.StandardCharsets;

/// A payload of which one field is not what it should be.
public final class Wrong {
    private Wrong() {}

    public static String at(String payload, String path, String value) {
        var root = read(payload);
        var pointer = JsonPointer.compile("/" + path.replace('.', '/'));
        var parent = (ObjectNode) root.at(pointer.head());
        parent.set(
                pointer.last().getMatchingProperty(),
                read("{\"value\":%s}".formatted(value)).path("value"));
        return root.toString();
    }

    private static ObjectNode read(String text) {
        return (ObjectNode) AlertJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
