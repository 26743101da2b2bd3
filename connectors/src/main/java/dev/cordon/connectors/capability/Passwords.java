package dev.cordon.connectors.capability;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Passwords that nobody is meant to know. They are sent once and kept nowhere.
public final class Passwords {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String[] CLASSES = {
        "abcdefghijkmnopqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "-_.!#%+="
    };
    private static final int LENGTH = 40;

    private Passwords() {}

    /// Forty characters with as many of each of the four classes.
    public static String random() {
        return IntStream.range(0, LENGTH)
                .mapToObj(place -> CLASSES[place % CLASSES.length])
                .map(letters -> String.valueOf(letters.charAt(RANDOM.nextInt(letters.length()))))
                .collect(Collectors.joining());
    }
}
