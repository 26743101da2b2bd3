package dev.cordon.engine.alert.reading;

import dev.cordon.engine.Text;

/// Text of an alert, fit to be stored and to be shown in a line.
public final class AlertText {
    private AlertText() {}

    /// One line, without control characters, of at most that many UTF-16 units; never half a character.
    public static String line(String text, int most) {
        var line = new StringBuilder(Math.min(text.length(), most));
        for (int i = 0; i < text.length() && line.length() < most; i++) {
            var c = text.charAt(i);
            line.append(c != 0 && Character.isISOControl(c) ? ' ' : c);
        }
        if (!line.isEmpty() && Character.isHighSurrogate(line.charAt(line.length() - 1))) {
            line.setLength(line.length() - 1);
        }
        return Text.clean(line.toString()).strip();
    }
}
