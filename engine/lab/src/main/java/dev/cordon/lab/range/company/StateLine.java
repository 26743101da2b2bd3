package dev.cordon.lab.range.company;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A state in one line: a word, then whatever else there is to say. `isolated killed=4711 offline`
final class StateLine {
    private final String word;
    private final Map<String, String> facts = new TreeMap<>();

    private StateLine(String word) {
        this.word = word;
    }

    static StateLine of(String word) {
        return new StateLine(word);
    }

    static StateLine parse(String text) {
        var parts = text.split(" ", -1);
        var line = new StateLine(parts[0]);
        Stream.of(parts).skip(1).forEach(part -> {
            var equals = part.indexOf('=');
            line.facts.put(
                    decoded(equals < 0 ? part : part.substring(0, equals)),
                    equals < 0 ? "" : part.substring(equals + 1));
        });
        return line;
    }

    StateLine flag(String name, boolean set) {
        if (set) {
            facts.put(name, "");
        }
        return this;
    }

    /// Nothing is said about null.
    StateLine with(String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, encoded(value.toString()));
        }
        return this;
    }

    StateLine with(String name, Collection<String> values) {
        if (!values.isEmpty()) {
            facts.put(name, values.stream().sorted().map(StateLine::encoded).collect(Collectors.joining(",")));
        }
        return this;
    }

    /// One fact for each, told apart from others by the prefix.
    StateLine with(String prefix, Map<String, String> values) {
        values.forEach((name, value) -> with(prefix + name, value));
        return this;
    }

    String word() {
        return word;
    }

    boolean has(String name) {
        return facts.containsKey(name);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(facts.get(name)).map(StateLine::decoded);
    }

    Collection<String> values(String name) {
        var values = facts.get(name);
        return values == null
                ? new TreeSet<>()
                : Stream.of(values.split(",", -1))
                        .map(StateLine::decoded)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    Map<String, String> below(String prefix) {
        var found = new TreeMap<String, String>();
        facts.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), decoded(value));
            }
        });
        return found;
    }

    @Override
    public String toString() {
        if (facts.isEmpty()) {
            return word;
        }
        var text = new StringBuilder(word);
        facts.forEach((name, value) -> {
            text.append(' ').append(encoded(name));
            if (!value.isEmpty()) {
                text.append('=').append(value);
            }
        });
        return text.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
