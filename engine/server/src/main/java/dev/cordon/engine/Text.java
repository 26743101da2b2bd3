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
}
