package dev.cordon.lab.chaos.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a tree in one of the many ways in which the same tree may be written, and what no library would write.
final class Scribe {
    private static final String AS_IT_IS = "\u0001as-it-is:";
    private static final List<String> SPACES = List.of("", " ", "\n", "\t", "\r\n", "   ");

    private final StringBuilder text = new StringBuilder();
    private final @Nullable Chance spacing;
    private final @Nullable Chance escaping;

    /// @param spacing space where it may stand; null for none
    /// @param escaping escapes where none are needed; null for none
    Scribe(@Nullable Chance spacing, @Nullable Chance escaping) {
        this.spacing = spacing;
        this.escaping = escaping;
    }

    /// A node that is written as it is, whether or not that is JSON.
    static TextNode raw(String json) {
        return TextNode.valueOf(AS_IT_IS + json);
    }

    static byte[] plain(JsonNode tree) {
        return new Scribe(null, null).write(tree);
    }

    byte[] write(JsonNode tree) {
        value(tree);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void value(JsonNode node) {
        space();
        if (node.isObject()) {
            text.append('{');
            var separator = "";
            for (var field : node.properties()) {
                text.append(separator);
                space();
                string(field.getKey());
                space();
                text.append(':');
                value(field.getValue());
                separator = ",";
            }
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            var separator = "";
            for (var item : node) {
                text.append(separator);
                value(item);
                separator = ",";
            }
            text.append(']');
        } else if (!node.isTextual()) {
            text.append(node);
        } else if (node.textValue().startsWith(AS_IT_IS)) {
            text.append(node.textValue(), AS_IT_IS.length(), node.textValue().length());
        } else {
            string(node.textValue());
        }
        space();
    }

    private void string(String value) {
        text.append('"');
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c < ' ' || Character.isSurrogate(c) || (escaping != null && escaping.once(3))) {
                text.append("\\u%04x".formatted((int) c));
            } else if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private void space() {
        if (spacing != null) {
            text.append(spacing.pick(SPACES));
        }
    }
}
