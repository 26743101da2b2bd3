package dev.cordon.lab.chaos.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// Where a value stands in a tree.
sealed interface Place {
    record Field(ObjectNode parent, String name) implements Place {}

    record Item(ArrayNode parent, int index) implements Place {}

    static List<Place> in(JsonNode root) {
        var all = new ArrayList<Place>();
        collect(root, all);
        return all;
    }

    private static void collect(JsonNode node, List<Place> all) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                all.add(new Field(object, field.getKey()));
                collect(field.getValue(), all);
            });
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                all.add(new Item(array, i));
                collect(array.get(i), all);
            }
        }
    }

    default JsonNode value() {
        return switch (this) {
            case Field(var parent, var name) -> parent.path(name);
            case Item(var parent, var index) -> parent.path(index);
        };
    }

    default void put(JsonNode value) {
        switch (this) {
            case Field(var parent, var name) -> parent.set(name, value);
            case Item(var parent, var index) -> {
                if (index < parent.size()) {
                    parent.set(index, value);
                }
            }
        }
    }

    default void remove() {
        switch (this) {
            case Field(var parent, var name) -> parent.remove(name);
            case Item(var parent, var index) -> parent.remove(index);
        }
    }
}
