package dev.cordon.lab.range.crowdstrike;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A filter in Falcon's query language: `field:'value'`, `+` is and, `,` is or, `!` not, `*` anything, `>` and `<`
/// compare. Without brackets; and binds tighter. The empty filter matches everything, as the real one does.
final class Fql {
    private static final Pattern TERM = Pattern.compile("\\s*([a-z_]+):(!|>=|<=|>|<)?\\*?'((?:[^'\\\\]|\\\\.)*)'\\s*");

    private record Term(String field, String operator, String value, Pattern pattern) {
        boolean matches(Device device) {
            var actual = device.field(field);
            return switch (operator) {
                case "" -> pattern.matcher(actual).matches();
                case "!" -> !pattern.matcher(actual).matches();
                case ">" -> actual.compareTo(value) > 0;
                case ">=" -> actual.compareTo(value) >= 0;
                case "<" -> actual.compareTo(value) < 0;
                case "<=" -> actual.compareTo(value) <= 0;
                default -> throw new IllegalStateException(operator);
            };
        }
    }

    private final List<List<Term>> alternatives = new ArrayList<>();

    /// @throws IllegalArgumentException if it is none
    Fql(String text) {
        if (text.isBlank()) {
            return;
        }
        var terms = new ArrayList<Term>();
        alternatives.add(terms);
        var rest = TERM.matcher(text);
        var at = 0;
        while (true) {
            if (!rest.region(at, text.length()).lookingAt()) {
                throw new IllegalArgumentException("invalid filter at " + at);
            }
            alternatives.getLast().add(term(rest.group(1), rest.group(2), rest.group(3)));
            at = rest.end();
            if (at == text.length()) {
                return;
            }
            switch (text.charAt(at++)) {
                case '+' -> {}
                case ',' -> alternatives.add(new ArrayList<>());
                default -> throw new IllegalArgumentException("invalid filter at " + (at - 1));
            }
        }
    }

    private static Term term(String field, String operator, String quoted) {
        var value = quoted.replaceAll("\\\\(.)", "$1");
        var glob = new StringBuilder();
        for (var part : value.split("\\*", -1)) {
            glob.append(glob.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return new Term(
                field,
                operator == null ? "" : operator,
                value,
                Pattern.compile(glob.toString(), Pattern.CASE_INSENSITIVE));
    }

    boolean matches(Device device) {
        return alternatives.isEmpty()
                || alternatives.stream().anyMatch(terms -> terms.stream().allMatch(term -> term.matches(device)));
    }

    /// The one value that field must have in every match, if there is one.
    Optional<String> pinned(String field) {
        if (alternatives.size() != 1) {
            return Optional.empty();
        }
        return alternatives.getFirst().stream()
                .filter(term -> term.field().equals(field) && term.operator().isEmpty())
                .map(Term::value)
                .filter(value -> !value.contains("*"))
                .findFirst();
    }
}
