package dev.cordon.engine.alert.product.generic;

import static dev.cordon.engine.alert.product.generic.GenericMapping.SEVERAL;
import static dev.cordon.engine.alert.product.generic.GenericMapping.SINGLE;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import dev.cordon.engine.alert.product.generic.GenericMapping.Origin;
import dev.cordon.engine.alert.reading.AlertJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads a mapping as it is written. Whatever is wrong is told with its place or the name of its field.
final class GenericMappingFile {
    private static final List<String> OTHER = List.of("elements", "expect", "reference");

    private GenericMappingFile() {}

    /// @throws IllegalArgumentException naming the field that is wrong
    static GenericMapping read(Path file) {
        try {
            return of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("names %s, which cannot be read: %s".formatted(file, e));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("names %s: %s".formatted(file, e.getMessage()));
        }
    }

    /// @throws IllegalArgumentException naming the field or the line that is wrong
    static GenericMapping of(byte[] text) {
        try {
            return of(AlertJson.read(text));
        } catch (Unreadable e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    private static GenericMapping of(JsonNode document) {
        if (!document.isObject()) {
            throw new IllegalArgumentException("it is not an object");
        }
        document.propertyStream().map(Map.Entry::getKey).forEach(field -> {
            if (!SINGLE.contains(field) && !SEVERAL.contains(field) && !OTHER.contains(field)) {
                throw mistake(field, "is not known; known are %s, %s, %s".formatted(OTHER, SINGLE, SEVERAL));
            }
        });
        var origins = new LinkedHashMap<String, List<Origin>>();
        for (var fields : List.of(SINGLE, SEVERAL)) {
            for (var field : fields) {
                origins.put(field, origins(field, from(field, document.path(field))));
            }
        }
        if (document.path("reference").isMissingNode() || document.path("title").isMissingNode()) {
            throw mistake(document.path("title").isMissingNode() ? "title" : "reference", "is missing");
        }
        var elements = document.path("elements");
        return new GenericMapping(
                elements.isMissingNode() ? null : pointer("elements", elements),
                expect(document.path("expect")),
                origins("reference", document.path("reference")).stream()
                        .map(GenericMappingFile::pointed)
                        .toList(),
                origins,
                GenericSeverities.of(document.path("severity")),
                resolved(document.path("status")));
    }

    /// Severity and status say more than where they are.
    private static JsonNode from(String field, JsonNode node) {
        var extended = field.equals("status") || (field.equals("severity") && node.isObject() && !node.has("constant"));
        if (!extended || node.isMissingNode()) {
            return node;
        }
        var known = field.equals("status") ? Set.of("from", "resolved") : Set.of("from", "table", "otherwise");
        if (!node.isObject() || !node.has("from")) {
            throw mistake(field, "is not an object with from");
        }
        node.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw mistake(field + "." + name, "is not known");
                });
        return node.path("from");
    }

    private static List<Origin> origins(String field, JsonNode node) {
        if (node.isMissingNode()) {
            return List.of();
        }
        var origins = new ArrayList<Origin>();
        for (var item :
                node.isArray() ? node : JsonNodeFactory.instance.arrayNode().add(node)) {
            origins.add(origin(field, item));
        }
        if (origins.isEmpty()) {
            throw mistake(field, "is an empty list");
        }
        return origins;
    }

    private static Origin origin(String field, JsonNode node) {
        if (!node.isObject()) {
            return new Origin(pointer(field, node), JsonNodeFactory.instance.missingNode());
        }
        if (node.size() != 1
                || !node.path("constant").isValueNode()
                || node.path("constant").isNull()) {
            throw mistake(field, "has an object that is not {\"constant\": <text or number>}");
        }
        return new Origin(null, node.path("constant"));
    }

    private static JsonPointer pointed(Origin origin) {
        if (origin.pointer() == null) {
            throw mistake("reference", "takes JSON pointers only: a constant tells nothing from anything");
        }
        return origin.pointer();
    }

    private static JsonPointer pointer(String field, JsonNode node) {
        try {
            if (node.isTextual()) {
                return JsonPointer.compile(node.textValue());
            }
        } catch (IllegalArgumentException e) {
            // told below, like what is no text
        }
        throw mistake(field, "has %s, which is not a JSON pointer such as \"/rule/id\"".formatted(node));
    }

    private static Map<JsonPointer, String> expect(JsonNode node) {
        var expect = new LinkedHashMap<JsonPointer, String>();
        if (!node.isMissingNode() && !node.isObject()) {
            throw mistake("expect", "is not an object of JSON pointers and values");
        }
        node.properties().forEach(field -> {
            if (!field.getValue().isValueNode()) {
                throw mistake("expect", "has a value for %s that is no text or number".formatted(field.getKey()));
            }
            expect.put(
                    pointer("expect", JsonNodeFactory.instance.textNode(field.getKey())),
                    field.getValue().asText());
        });
        return expect;
    }

    private static Set<String> resolved(JsonNode status) {
        var values = new LinkedHashSet<String>();
        for (var value : status.path("resolved")) {
            values.add(value.asText());
        }
        if (!status.isMissingNode() && values.isEmpty()) {
            throw mistake("status.resolved", "is not a list of the values that mean resolved");
        }
        return values;
    }

    static IllegalArgumentException mistake(String field, String what) {
        return new IllegalArgumentException("field '%s' %s".formatted(field, what));
    }
}
