package dev.cordon.lab.chaos.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// Says whether bytes are one JSON text in UTF-8 (RFC 8259) within the limits that the hooks promise. Written from the
/// grammar and not with a library, because the server uses one: what both believe would not be found.
final class JsonText {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_NAME = 1000;

    private final String text;
    private final Deque<Set<String>> open = new ArrayDeque<>();
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    static boolean accepts(byte[] bytes) {
        if (!isUtf8(bytes)) {
            return false;
        }
        var text = new String(bytes, StandardCharsets.UTF_8);
        try {
            // a byte order mark may be ignored
            var json = new JsonText(text.startsWith("\uFEFF") ? text.substring(1) : text);
            json.space();
            json.value();
            json.space();
            return json.at == json.text.length();
        } catch (NotJson e) {
            return false;
        }
    }

    static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private void value() {
        switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object() {
        enter();
        var names = open.getFirst();
        if (!ends('}')) {
            do {
                space();
                var name = string();
                require(name.length() <= LONGEST_NAME && names.add(name));
                space();
                require(next() == ':');
                space();
                value();
                space();
            } while (more('}'));
        }
        open.pop();
    }

    private void array() {
        enter();
        if (!ends(']')) {
            do {
                space();
                value();
                space();
            } while (more(']'));
        }
        open.pop();
    }

    private void enter() {
        at++;
        open.push(new HashSet<>());
        require(open.size() <= DEEPEST);
    }

    private boolean ends(char bracket) {
        space();
        if (peek() != bracket) {
            return false;
        }
        at++;
        return true;
    }

    private boolean more(char bracket) {
        var next = next();
        require(next == ',' || next == bracket);
        return next == ',';
    }

    private String string() {
        require(next() == '"');
        var content = new StringBuilder();
        for (var c = next(); c != '"'; c = next()) {
            require(c >= ' ');
            content.append(c == '\\' ? escaped() : c);
        }
        return content.toString();
    }

    private char escaped() {
        return switch (next()) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                var code = 0;
                for (var digit = 0; digit < 4; digit++) {
                    code = code * 16 + hex(next());
                }
                yield (char) code;
            }
            default -> throw new NotJson();
        };
    }

    private static int hex(char c) {
        require(c < 128 && Character.digit(c, 16) >= 0);
        return Character.digit(c, 16);
    }

    private void number() {
        var from = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        require(at - from <= LONGEST_NUMBER);
    }

    private void digits() {
        var from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        require(at > from);
    }

    private void word(String word) {
        require(text.startsWith(word, at));
        at += word.length();
    }

    private void space() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            at++;
        }
    }

    /// NUL at the end: it is none of what is asked for.
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private char next() {
        require(at < text.length());
        return text.charAt(at++);
    }

    private static void require(boolean kept) {
        if (!kept) {
            throw new NotJson();
        }
    }

    private static final class NotJson extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotJson() {
            super(null, null, false, false);
        }
    }
}
