package dev.cordon.engine.alert.product.generic;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import dev.cordon.engine.alert.reading.References;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How an operator describes a format: which field of an alert stands where. Nothing in it is evaluated.
///
/// @param elements where the alerts of a batch are; null where a body is one alert
/// @param expect what every alert must say, and where; everything else is foreign
/// @param origins by field, where its value is
record GenericMapping(
        @Nullable JsonPointer elements,
        Map<JsonPointer, String> expect,
        List<JsonPointer> reference,
        Map<String, List<Origin>> origins,
        GenericSeverities severities,
        Set<String> resolved) {

    /// The first origin that has a value gives it.
    static final Set<String> SINGLE = ordered(
            "title",
            "ruleId",
            "ruleName",
            "severity",
            "confidence",
            "host",
            "account",
            "occurredAt",
            "detectedAt",
            "link",
            "campaign",
            "status");

    /// All origins together give their values.
    static final Set<String> SEVERAL = ordered(
            "techniques",
            "actorHosts",
            "affectedHosts",
            "actorAccounts",
            "affectedAccounts",
            "addresses",
            "domains",
            "urls",
            "hashes",
            "files",
            "processes");

    /// @param pointer null for a constant
    record Origin(@Nullable JsonPointer pointer, JsonNode constant) {

        JsonNode in(JsonNode element) {
            return pointer == null ? constant : element.at(pointer);
        }
    }

    /// @throws Unreadable when something that it is made of is not there: two alerts could share the rest
    String reference(JsonNode element) {
        return References.of(reference.stream()
                .map(pointer -> {
                    var part = element.at(pointer);
                    if (!isThere(part)) {
                        throw new Unreadable("nothing at '%s', which identifies an alert".formatted(pointer));
                    }
                    return part.isValueNode() ? part.asText() : "sha256:" + References.hash(part);
                })
                .toArray(String[]::new));
    }

    /// The element under the names of this mapping's fields.
    ObjectNode apply(JsonNode element) {
        var applied = JsonNodeFactory.instance.objectNode();
        origins.forEach((field, from) -> {
            var values = from.stream().map(origin -> origin.in(element)).filter(GenericMapping::isThere);
            if (SINGLE.contains(field)) {
                values.findFirst().ifPresent(value -> applied.set(field, value));
            } else {
                var all = applied.putArray(field);
                values.forEach(value -> {
                    if (value.isArray()) {
                        value.forEach(all::add);
                    } else {
                        all.add(value);
                    }
                });
            }
        });
        return applied;
    }

    private static boolean isThere(JsonNode node) {
        return !node.isMissingNode()
                && !node.isNull()
                && !(node.isTextual() && node.textValue().isBlank());
    }

    private static Set<String> ordered(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }
}
