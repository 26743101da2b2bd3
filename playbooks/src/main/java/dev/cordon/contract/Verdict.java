package dev.cordon.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.stream.Stream;

/// What an incident turned out to be, as the person who closed it says.
public enum Verdict {
    TRUE_POSITIVE("true-positive"),
    FALSE_POSITIVE("false-positive"),
    /// It happened as it was reported, and was meant to.
    BENIGN("benign"),
    SUSPICIOUS("suspicious"),
    TEST("test"),
    DUPLICATE("duplicate"),
    INSUFFICIENT_DATA("insufficient-data");

    private final String value;

    Verdict(String value) {
        this.value = value;
    }

    @JsonValue
    public String value() {
        return value;
    }

    @JsonCreator
    public static Verdict of(String value) {
        return Stream.of(values())
                .filter(verdict -> verdict.value.equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No such verdict: " + value));
    }
}
