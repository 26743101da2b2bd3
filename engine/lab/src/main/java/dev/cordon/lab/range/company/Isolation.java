package dev.cordon.lab.range.company;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where a machine stands. The two in the middle are what was asked and has not happened yet.
public enum Isolation {
    FREE,
    ISOLATING,
    ISOLATED,
    RELEASING;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Set<String> words() {
        return Stream.of(values()).map(Isolation::word).collect(Collectors.toSet());
    }

    static Isolation of(String word) {
        return Stream.of(values())
                .filter(isolation -> isolation.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s is none of %s".formatted(word, words())));
    }
}
