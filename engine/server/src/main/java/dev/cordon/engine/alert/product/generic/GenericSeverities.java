package dev.cordon.engine.alert.product.generic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.reading.AlertFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What an operator says a product's severities are in OCSF. Words count in any case; ranges such as `40-69` are
/// written out.
record GenericSeverities(Map<String, Integer> table, int otherwise) {
    private static final int HIGHEST = 6;
    private static final int WIDEST = 1000;
    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})-(\\d{1,6})");
    private static final List<String> OCSF =
            List.of("unknown", "informational", "low", "medium", "high", "critical", "fatal");

    /// Without a table the product is taken to speak OCSF: the ids and their words.
    static GenericSeverities of(JsonNode severity) {
        var table = new TreeMap<String, Integer>();
        if (severity.has("table")) {
            var written = severity.path("table");
            if (!written.isObject() || written.isEmpty()) {
                throw GenericMappingFile.mistake("severity.table", "is not an object of values and severities");
            }
            written.properties().forEach(row -> add(table, row.getKey(), id("severity.table", row.getValue())));
        } else {
            for (int id = 0; id <= HIGHEST; id++) {
                table.put(Integer.toString(id), id);
                table.put(OCSF.get(id), id);
            }
        }
        return new GenericSeverities(
                table, severity.has("otherwise") ? id("severity.otherwise", severity.path("otherwise")) : 0);
    }

    private static void add(Map<String, Integer> table, String value, int id) {
        var range = RANGE.matcher(value);
        if (!range.matches()) {
            put(table, value.toLowerCase(Locale.ROOT), id);
            return;
        }
        var first = Integer.parseInt(range.group(1));
        var last = Integer.parseInt(range.group(2));
        if (last < first || last - first > WIDEST) {
            throw GenericMappingFile.mistake("severity.table", "has a range that is none: " + value);
        }
        for (int number = first; number <= last; number++) {
            put(table, Integer.toString(number), id);
        }
    }

    private static void put(Map<String, Integer> table, String value, int id) {
        if (table.put(value, id) != null) {
            throw GenericMappingFile.mistake("severity.table", "says twice what " + value + " is");
        }
    }

    private static int id(String field, JsonNode node) {
        if (!node.isInt() || node.intValue() < 0 || node.intValue() > HIGHEST) {
            throw GenericMappingFile.mistake(
                    field, "has %s, which is not an OCSF severity_id from 0 to 6".formatted(node));
        }
        return node.intValue();
    }

    /// A fraction is cut off: 69.7 is in `40-69`.
    int of(JsonNode value, AlertFields fields) {
        if (value.isMissingNode()) {
            return otherwise;
        }
        var text = value.isNumber()
                ? Long.toString(value.longValue())
                : value.asText().toLowerCase(Locale.ROOT);
        var id = table.get(text.strip());
        if (id == null) {
            fields.note(
                    "severity: not in the mapping's table: " + (value.isValueNode() ? value.asText() : "not a text"));
            return otherwise;
        }
        return id;
    }
}
