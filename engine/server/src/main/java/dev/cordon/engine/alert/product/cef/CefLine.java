package dev.cordon.engine.alert.product.cef;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of CEF, whatever syslog header stands before it, as an object: what the header says under the names of
/// `HEADER`, and the extension's keys below `extension`.
final class CefLine {
    static final List<String> HEADER =
            List.of("version", "vendor", "product", "deviceVersion", "signatureId", "name", "severity");

    private static final int MOST_KEYS = 500;
    private static final Pattern START = Pattern.compile("CEF:(?=\\s?\\d{1,3}\\|)");
    /// A value runs until the next of these, and may contain spaces. An escaped `\=` ends no key.
    private static final Pattern KEY = Pattern.compile("(?:^|(?<=\\s))([\\w.\\[\\]-]{1,100})=");

    private static final Pattern ESCAPE = Pattern.compile("\\\\([=\\\\|nr])");

    private final String text;
    private int at;

    private CefLine(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /// @throws Unreadable when there is no CEF in it, or its header is cut short
    static ObjectNode read(String line) {
        var start = START.matcher(line);
        if (!start.find()) {
            throw new Unreadable("not a CEF line: it has no CEF:<version>|");
        }
        return new CefLine(line, start.end()).read();
    }

    private ObjectNode read() {
        var object = JsonNodeFactory.instance.objectNode();
        for (var name : HEADER) {
            if (at > text.length()) {
                throw new Unreadable("not a CEF line: its header ends before the " + name);
            }
            object.put(name, headerField());
        }
        object.set("extension", extension(at < text.length() ? text.substring(at) : ""));
        return object;
    }

    /// Up to the next pipe that is not escaped, or the end: some senders leave out the last pipe.
    private String headerField() {
        var field = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '|') {
            var isEscape = text.charAt(at) == '\\' && at + 1 < text.length();
            if (isEscape && (text.charAt(at + 1) == '|' || text.charAt(at + 1) == '\\')) {
                at++;
            }
            field.append(text.charAt(at++));
        }
        at++;
        return field.toString().strip();
    }

    private static ObjectNode extension(String text) {
        record Key(String name, int start, int end) {}
        var keys = new ArrayList<Key>();
        var matcher = KEY.matcher(text);
        while (keys.size() < MOST_KEYS && matcher.find()) {
            keys.add(new Key(matcher.group(1), matcher.start(), matcher.end()));
        }
        var extension = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < keys.size(); i++) {
            var end = i + 1 < keys.size() ? keys.get(i + 1).start() : text.length();
            var value = unescaped(text.substring(keys.get(i).end(), end)).strip();
            // a key that comes twice is most often a part of a message that the sender did not escape
            if (!value.isEmpty() && !extension.has(keys.get(i).name())) {
                extension.put(keys.get(i).name(), value);
            }
        }
        return extension;
    }

    /// A backslash before anything else is one that the sender did not escape, as in a Windows path.
    private static String unescaped(String value) {
        return ESCAPE.matcher(value)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "n" -> "\n";
                            case "r" -> "\r";
                            default -> escape.group(1);
                        }));
    }

    /// `cs1Label=Technique cs1=T1110`: what the custom fields mean, in lower case.
    static Map<String, String> custom(ObjectNode extension) {
        var custom = new TreeMap<String, String>();
        extension.properties().forEach(field -> {
            var value = extension.path(field.getKey().replaceFirst("Label$", ""));
            if (field.getKey().endsWith("Label") && value.isTextual()) {
                custom.putIfAbsent(field.getValue().asText().toLowerCase(Locale.ROOT), value.asText());
            }
        });
        return custom;
    }
}
