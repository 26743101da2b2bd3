package dev.cordon.connectors.vendor.crowdstrike;

import java.util.regex.Pattern;

/// Falcon's query language, as far as an exact match needs it. Nothing is escaped: what would need it is no name.
final class Fql {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._:-]{1,255}");

    private Fql() {}

    /// No quotes, no wildcards, no control characters, not empty.
    static boolean sayable(String value) {
        return PLAIN.matcher(value).matches();
    }

    static String is(String field, String value) {
        if (!sayable(value)) {
            throw new IllegalArgumentException("not a plain value");
        }
        return field + ":'" + value + "'";
    }
}
