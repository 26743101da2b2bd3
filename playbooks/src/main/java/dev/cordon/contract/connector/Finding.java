package dev.cordon.contract.connector;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What one check of a preflight found.
///
/// @param check `reachable`, `certificate`, `clock`, `credentials`, or the vendor's own name of a right, a licence or a
/// setting: `Hosts: Write`
/// @param detail what is missing and where to give it, or what was seen
public record Finding(String check, Verdict verdict, String detail) {

    public enum Verdict {
        GOOD,
        /// Something will not work before a person has mended it.
        BAD,
        /// It cannot be told without changing something, or the vendor did not answer.
        UNKNOWN;

        @JsonValue
        public String value() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Verdict of(String value) {
            return valueOf(value.toUpperCase(Locale.ROOT));
        }
    }
}
