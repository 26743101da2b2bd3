package dev.cordon.engine.policy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Patterns in which `*` stands for any characters, without regard to case. Linear in what is looked at, whatever the
/// pattern.
final class Glob {
    private static final int LONGEST = 255;
    private static final int MOST_STARS = 5;

    private Glob() {}

    static boolean odd(@Nullable String pattern) {
        return pattern != null
                && (pattern.isBlank()
                        || pattern.length() > LONGEST
                        || pattern.chars().filter(c -> c == '*').count() > MOST_STARS);
    }

    static boolean fits(String pattern, @Nullable String text) {
        if (text == null) {
            return false;
        }
        var parts = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
        var rest = text.toLowerCase(Locale.ROOT);
        if (parts.length == 1) {
            return rest.equals(parts[0]);
        }
        var last = parts[parts.length - 1];
        if (!rest.startsWith(parts[0]) || rest.length() < parts[0].length() + last.length() || !rest.endsWith(last)) {
            return false;
        }
        var at = parts[0].length();
        var end = rest.length() - last.length();
        for (int i = 1; i < parts.length - 1; i++) {
            var found = rest.indexOf(parts[i], at);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            at = found + parts[i].length();
        }
        return true;
    }
}
