package dev.cordon.lab.chaos.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Changes what a payload says, and leaves it JSON.
final class TreeChange {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TreeChange() {}

    static JsonNode fieldsAdded(JsonNode root, Chance chance) {
        var all = objects(root);
        for (var i = 0; i < all.size(); i++) {
            if (i == 0 || chance.once(2)) {
                all.get(i).set("zz_" + chance.below(1000), Hostile.harmless(chance, 3));
            }
        }
        return root;
    }

    static JsonNode keysReordered(JsonNode root, Chance chance) {
        for (var node : objects(root)) {
            var fields = new ArrayList<>(node.properties().stream()
                    .map(field -> java.util.Map.entry(field.getKey(), field.getValue()))
                    .toList());
            Collections.shuffle(fields, new Random(chance.below(Integer.MAX_VALUE)));
            node.removeAll();
            fields.forEach(field -> node.set(field.getKey(), field.getValue()));
        }
        return root;
    }

    static JsonNode hostileValues(JsonNode root, Chance chance) {
        for (var times = chance.between(1, 4); times > 0; times--) {
            anywhere(root, chance).put(Hostile.value(chance));
        }
        return root;
    }

    static JsonNode wrongTypes(JsonNode root, Chance chance) {
        for (var times = chance.between(1, 3); times > 0; times--) {
            var place = anywhere(root, chance);
            var value = place.value();
            place.put(
                    switch (chance.below(6)) {
                        case 0 -> NODES.arrayNode().add(value);
                        case 1 -> NODES.objectNode().set("value", value);
                        case 2 -> NODES.textNode(value.toString());
                        case 3 -> NODES.numberNode(chance.below(100_000) - 1000);
                        case 4 -> NODES.booleanNode(chance.once(2));
                        default -> value.isContainerNode() ? NODES.textNode("x") : NODES.objectNode();
                    });
        }
        return root;
    }

    static JsonNode removed(JsonNode root, Chance chance) {
        for (var times = chance.between(1, 4); times > 0; times--) {
            anywhere(root, chance).remove();
        }
        return root;
    }

    static JsonNode nulled(JsonNode root, Chance chance) {
        for (var place : Place.in(root)) {
            if (chance.once(4)) {
                place.put(NODES.nullNode());
            }
        }
        return root;
    }

    static JsonNode emptied(JsonNode root, Chance chance) {
        for (var place : Place.in(root)) {
            if (chance.once(5)) {
                var value = place.value();
                place.put(
                        value.isObject()
                                ? NODES.objectNode()
                                : value.isArray() ? NODES.arrayNode() : NODES.textNode(""));
            }
        }
        return root;
    }

    static JsonNode swapped(JsonNode root, Chance chance) {
        var one = anywhere(root, chance);
        var other = anywhere(root, chance);
        var kept = one.value().deepCopy();
        one.put(other.value().deepCopy());
        other.put(kept);
        return root;
    }

    static JsonNode multiplied(JsonNode root, Chance chance) {
        var place = anywhere(root, chance);
        var array = NODES.arrayNode();
        for (var times = chance.between(2, 200); times > 0; times--) {
            array.add(place.value().deepCopy());
        }
        place.put(array);
        return root;
    }

    static JsonNode renamed(JsonNode root, Chance chance) {
        var node = chance.pick(objects(root));
        if (!node.isEmpty()) {
            var name = chance.pick(List.copyOf(node.properties())).getKey();
            var value = node.remove(name);
            node.set(
                    chance.pick(List.of(
                            name.toUpperCase(java.util.Locale.ROOT),
                            name + ".",
                            "." + name,
                            "",
                            name + "\u0000",
                            "a.b")),
                    value);
        }
        return root;
    }

    static JsonNode spliced(JsonNode root, JsonNode stranger, Chance chance) {
        anywhere(root, chance).put(anywhere(stranger, chance).value().deepCopy());
        return root;
    }

    /// Never deeper than allowed: no sample is deeper than twelve.
    static JsonNode wrapped(JsonNode root, Chance chance) {
        JsonNode wrapped = root;
        for (var times = chance.between(1, 15); times > 0; times--) {
            wrapped = chance.once(2)
                    ? NODES.arrayNode().add(wrapped)
                    : NODES.objectNode()
                            .set(
                                    chance.pick(List.of(
                                            "alerts", "events", "all_fields", "data", "event", "result", "object")),
                                    wrapped);
        }
        return wrapped;
    }

    static JsonNode asList(JsonNode root, Chance chance) {
        ArrayNode list = NODES.arrayNode();
        for (var times = chance.below(20); times > 0; times--) {
            list.add(chance.once(5) ? Hostile.value(chance) : root.deepCopy());
        }
        return list;
    }

    private static Place anywhere(JsonNode root, Chance chance) {
        var places = Place.in(root);
        return places.isEmpty() ? new Place.Field(NODES.objectNode(), "") : chance.pick(places);
    }

    private static List<ObjectNode> objects(JsonNode root) {
        var all = new ArrayList<ObjectNode>();
        if (root instanceof ObjectNode object) {
            all.add(object);
        }
        Place.in(root).forEach(place -> {
            if (place.value() instanceof ObjectNode object) {
                all.add(object);
            }
        });
        return all;
    }
}
