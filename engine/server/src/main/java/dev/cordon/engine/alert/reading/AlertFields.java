package dev.cordon.engine.alert.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads single fields of an alert. What is not what it should be is noted and left out; the alert stays.
public final class AlertFields {
    public static final int LONGEST_TEXT = 1000;

    private static final int LONGEST_LINK = 4000;
    private static final int MOST_NOTES = 50;
    private static final int MOST_VALUES = 100;
    /// A template sender's variable that it did not find: `$result.user$`, `{{user}}`, `${user}`.
    private static final Pattern UNRESOLVED = Pattern.compile("\\$[\\w.{}\\[\\]]+\\$|\\{\\{[^}]*}}|\\$\\{[^}]*}");

    private static final Pattern TECHNIQUE = Pattern.compile("T\\d{4}(\\.\\d{3})?");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");

    private final Set<String> notes = new LinkedHashSet<>();

    public List<String> notes() {
        return List.copyOf(notes);
    }

    public void note(String what) {
        if (notes.size() < MOST_NOTES) {
            notes.add(AlertText.line(what, LONGEST_TEXT));
        }
    }

    /// The node at `a.b.c`, or a missing node.
    public static JsonNode at(JsonNode root, String path) {
        var node = root;
        for (var name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        return node;
    }

    public @Nullable String text(JsonNode root, String path) {
        return text(path, found(root, path));
    }

    public @Nullable String text(String name, JsonNode node) {
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

    public List<String> texts(JsonNode root, String path) {
        return texts(path, found(root, path));
    }

    /// One or several texts; senders write a single value without the list.
    public List<String> texts(String name, JsonNode node) {
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
    public @Nullable String only(String name, JsonNode node) {
        return only(name, texts(name, node));
    }

    public @Nullable String only(String name, List<String> values) {
        if (values.size() > 1) {
            note(name + ": several values, none taken");
        }
        return values.size() == 1 ? values.getFirst() : null;
    }

    /// The objects of a list, or a single one without the list.
    public List<JsonNode> objects(JsonNode root, String path) {
        var node = found(root, path);
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (node.isObject()) {
            return List.of(node);
        }
        if (!node.isArray()) {
            note(path + ": not a list of objects");
        }
        var objects = new ArrayList<JsonNode>();
        for (var item : node) {
            if (!item.isObject()) {
                note(path + ": not an object");
            } else if (objects.size() < MOST_VALUES) {
                objects.add(item);
            }
        }
        return List.copyOf(objects);
    }

    /// As `at`, and notes what stands in the way where an object should be.
    private JsonNode found(JsonNode root, String path) {
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            var parent = path.substring(0, dot);
            var node = at(root, parent);
            if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
                note(parent + ": not an object");
            }
        }
        return at(root, path);
    }

    /// A whole number, or a text of digits as template senders write it; -1 for everything else.
    public int number(String name, JsonNode node) {
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

    public List<String> techniques(JsonNode root, String path) {
        return techniques(path, found(root, path));
    }

    public List<String> techniques(String name, JsonNode node) {
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

    /// A whole number from 0 to 100; null for everything else.
    public @Nullable Integer percent(String name, JsonNode node) {
        var number = number(name, node);
        if (number > 100) {
            note(name + ": more than 100");
        }
        return number < 0 || number > 100 ? null : (Integer) number;
    }

    /// A time as a text or as a number; null, and a note, when it cannot be read.
    public @Nullable Instant time(JsonNode root, String path) {
        var node = found(root, path);
        return AlertTimes.of(path, node.isNumber() ? node.asText() : text(path, node), this);
    }

    /// Milliseconds since 1970, as a number or as a text of digits; null, and a note, when it is something else.
    public @Nullable Instant millis(JsonNode root, String path) {
        var node = found(root, path);
        return AlertTimes.ofMillis(path, node.isNumber() ? node.asText() : text(path, node), this);
    }

    /// A link that a browser may follow; whole or not at all.
    public @Nullable URI link(JsonNode root, String path) {
        var node = found(root, path);
        return node.isTextual() ? link(path, node.textValue()) : link(path, text(path, node));
    }

    public @Nullable URI link(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() <= LONGEST_LINK) {
            try {
                var link = new URI(text.strip());
                if (("https".equalsIgnoreCase(link.getScheme()) || "http".equalsIgnoreCase(link.getScheme()))
                        && link.getHost() != null
                        && link.getRawUserInfo() == null) {
                    return link;
                }
            } catch (URISyntaxException e) {
                // noted below, like another scheme
            }
        }
        note(name + ": not a link to http or https");
        return null;
    }
}
