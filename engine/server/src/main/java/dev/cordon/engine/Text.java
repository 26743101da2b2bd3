package dev.cordon.engine;

import java.nio.charset.StandardCharsets;

/// Text from outside, made fit to be stored and hashed: PostgreSQL keeps no NUL, UTF-8 no lone surrogate.
public final class Text {
    private Text() {}

    public static String clean(String text) {
        var whole = text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
        for (int i = 0; i < whole.length(); i++) {
            if (Character.isSurrogate(whole.charAt(i))) {
                return new String(whole.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return whole;
    }

    /// The beginning of it, of at most that many UTF-16 units; never half a character.
    public static String beginning(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        var end = most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }
}
