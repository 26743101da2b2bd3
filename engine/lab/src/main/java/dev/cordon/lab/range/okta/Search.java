package dev.cordon.lab.range.okta;

import dev.cordon.lab.range.company.Person;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Okta's search, as far as it is played: terms of `profile.login` and `profile.email` with `eq` or `sw`, joined by
/// `or`.
/// What it cannot read finds nobody; without a search everybody is found.
record Search(String text) {
    private static final Pattern TERM = Pattern.compile("profile\\.(login|email) (eq|sw) \"([^\"]*)\"");

    boolean matches(Person person) {
        // the login is the mail address
        var value = person.mail().toLowerCase(Locale.ROOT);
        return text.isEmpty()
                || List.of(text.split(" or ", -1)).stream()
                        .map(TERM::matcher)
                        .filter(term -> term.matches())
                        .anyMatch(term -> {
                            var wanted = term.group(3).toLowerCase(Locale.ROOT);
                            return term.group(2).equals("eq") ? value.equals(wanted) : value.startsWith(wanted);
                        });
    }
}
