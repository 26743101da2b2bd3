package dev.cordon.engine.alert.reading;

import dev.cordon.engine.Text;

/// Text of an alert, fit to be stored and to be shown in a line.
public final class AlertText {
    private AlertText() {}

    /// One line, without control characters, of at most that many UTF-16 units; never half a character.
    public static String line(String text, int most) {
        var beginning = Text.beginning(text, most);
        var line = new StringBuilder(beginning.length());
        for (int i = 0; i < beginning.length(); i++) {
            var c = beginning.charAt(i);
            line.append(c != 0 && Character.isISOControl(c) ? ' ' : c);
        }
        return Text.clean(line.toString()).strip();
    }
}
