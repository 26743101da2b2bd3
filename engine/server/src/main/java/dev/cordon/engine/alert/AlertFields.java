package dev.cordon.engine.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads single fields of an alert. What is not what it should be is noted and left out; the alert stays.
final class AlertFields {
    static final int LONGEST_TEXT = 1000;

    private static final int MOST_NOTES = 50;
    private static final int MOST_VALUES = 100;
    /// A template sender's variable that it did not find: `$result.user$`, `{{user}}`, `${user}`.
    private static final Pattern UNRESOLVED = Pattern.compile("\\$[\\w.{}\\[\\]]+\\$|\\{\\{[^}]*}}|\\$\\{[^}]*}");

    private static final Pattern TECHNIQUE = Pattern.compile("T\\d{4}(\\.\\d{3})?");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");

    private final Set<String> notes = new LinkedHashSet<>();

    List<String> notes() {
        return List.copyOf(notes);
    }

    void note(String what) {
        if (notes.size() < MOST_NOTES) {
            notes.add(AlertText.line(what, LONGEST_TEXT));
        }
    }

    /// The node at `a.b.c`, or a missing node.
    static JsonNode at(JsonNode root, String path) {
        var node = root;
        for (var name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        return node;
    }

    @Nullable
    String text(JsonNode root, String path) {
        return text(path, at(root, path));
    }

    @Nullable
    String text(String name, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            note(name + ": not a text");
            return null;
        }
        var text = AlertText.line(node.textValue(), LONGEST_TEXT);
        if (UNRESOLVED.matcher(text).matches()) {
            note(name + ": the sender did not fill in " + text);
            return null;
        }
        return text.isEmpty() ? null : text;
    }

    /// One or several texts; senders write a single value without the list.
    List<String> texts(String name, JsonNode node) {
        if (!node.isArray()) {
            var single = text(name, node);
            return single == null ? List.of() : List.of(single);
        }
        var values = new LinkedHashSet<String>();
        for (var item : node) {
            var value = text(name, item);
            if (value != null && values.size() < MOST_VALUES) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    /// The only value; several are none, because what follows needs exactly one target.
    @Nullable
    String only(String name, JsonNode node) {
        var values = texts(name, node);
        if (values.size() > 1) {
            note(name + ": several values, none taken");
        }
        return values.size() == 1 ? values.getFirst() : null;
    }

    /// A whole number, or a text of digits as template senders write it; -1 for everything else.
    int number(String name, JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 0) {
            return node.intValue();
        }
        if (node.isTextual() && WHOLE_NUMBER.matcher(node.textValue()).matches()) {
            return Integer.parseInt(node.textValue());
        }
        if (!node.isMissingNode() && !node.isNull()) {
            note(name + ": not a whole number");
        }
        return -1;
    }

    List<String> techniques(String name, JsonNode node) {
        return texts(name, node).stream()
                .filter(id -> {
                    var known = TECHNIQUE.matcher(id).matches();
                    if (!known) {
                        note(name + ": not an ATT&CK technique: " + id);
                    }
                    return known;
                })
                .toList();
    }
}
