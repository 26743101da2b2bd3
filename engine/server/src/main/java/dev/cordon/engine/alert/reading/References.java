package dev.cordon.engine.alert.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cordon.engine.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/// Makes the reference that tells a repeat from a new alert.
public final class References {
    private static final int LONGEST = 400;

    private References() {}

    /// Joined as they are; one that is very long or cannot be stored becomes its hash, never a cut that two
    /// alerts could share.
    public static String of(String... parts) {
        var joined = String.join("/", parts);
        var isFit = joined.length() <= LONGEST && joined.equals(Text.clean(joined));
        return isFit ? joined : "sha256:" + hex(joined);
    }

    /// The hash of what the node says, however its fields are ordered and spaced.
    public static String hash(JsonNode node) {
        var text = new StringBuilder();
        write(node, text);
        return hex(text.toString());
    }

    /// For an alert without an id: the hash of those of its fields that a repeat does not change.
    public static String fingerprint(JsonNode alert, String... names) {
        var chosen = JsonNodeFactory.instance.objectNode();
        for (var name : names) {
            chosen.set(name, alert.path(name).isMissingNode() ? NullNode.instance : alert.path(name));
        }
        return "sha256:" + hash(chosen);
    }

    private static void write(JsonNode node, StringBuilder text) {
        switch (node) {
            case ObjectNode object -> {
                var sorted = new TreeMap<String, JsonNode>();
                object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
                text.append('{');
                sorted.forEach((name, value) -> {
                    text.append(TextNode.valueOf(name)).append(':');
                    write(value, text);
                    text.append(',');
                });
                text.append('}');
            }
            case JsonNode array
            when array.isArray() -> {
                text.append('[');
                for (var item : array) {
                    write(item, text);
                    text.append(',');
                }
                text.append(']');
            }
            default -> text.append(node);
        }
    }

    private static String hex(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
