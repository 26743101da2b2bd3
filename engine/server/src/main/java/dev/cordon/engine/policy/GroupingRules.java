package dev.cordon.engine.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.cordon.engine.Text;
import dev.cordon.engine.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which alerts belong to one incident: the first rule that fits and whose fields the alert has.
///
/// @param version counts the changes; 0 for what Cordon comes with
public record GroupingRules(int version, List<Rule> items) {
    private static final int LONGEST_KEY = 400;
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(366);

    /// What Cordon comes with: one host, else one account, else one rule of one source.
    static final GroupingRules OWN = new GroupingRules(
            0,
            List.of(
                    new Rule("same host", null, List.of(By.HOST), "P7D"),
                    new Rule("same account", null, List.of(By.ACCOUNT), "P7D"),
                    new Rule("same rule", null, List.of(By.RULE), "P1D")));

    /// What alerts of one incident have in common.
    public enum By {
        HOST,
        ACCOUNT,
        /// The rule's id and its source; the title where the source names no rule.
        RULE,
        /// What the product itself ties together.
        CAMPAIGN,
        SOURCE;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static By of(String text) {
            return Arrays.stream(values())
                    .filter(by -> by.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("known are " + Arrays.toString(values())));
        }
    }

    /// What a rule asks of an alert; a null asks nothing. `*` stands for any characters, without regard to case.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record When(
            @Nullable String source,
            @Nullable String ruleId,
            @Nullable Integer minimumSeverity,
            @Nullable String technique) {

        boolean fits(Traits alert) {
            return (source == null || Glob.fits(source, alert.source()))
                    && (ruleId == null || Glob.fits(ruleId, alert.ruleId()))
                    && (minimumSeverity == null || alert.severity() >= minimumSeverity)
                    && (technique == null || alert.techniques().stream().anyMatch(one -> Glob.fits(technique, one)));
        }
    }

    /// @param window how long after an incident's last alert a further one still joins it, ISO 8601; null: as long as
    /// it is open
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rule(
            String name,
            @Nullable When when,
            List<By> by,
            @Nullable String window) {

        @Nullable
        Duration span() {
            return window == null ? null : Duration.parse(window);
        }
    }

    /// What an alert is grouped by.
    public record Traits(
            String source,
            String title,
            @Nullable String ruleId,
            @Nullable String host,
            @Nullable String account,
            @Nullable String campaign,
            int severity,
            List<String> techniques) {

        @Nullable
        String part(By by) {
            var value = switch (by) {
                case HOST -> host;
                case ACCOUNT -> account;
                case RULE -> source + ":" + (ruleId == null ? title : ruleId);
                case CAMPAIGN -> campaign == null ? null : source + ":" + campaign;
                case SOURCE -> source;
            };
            return value == null ? null : by + ":" + value.toLowerCase(Locale.ROOT);
        }
    }

    /// @param rule the name of the rule that says so
    /// @param key the same for all that belong together
    public record Group(String rule, String key, @Nullable Duration window) {}

    /// An alert that no rule fits stands with those of its own rule.
    public Group of(Traits alert) {
        for (var rule : items) {
            if ((rule.when() == null || rule.when().fits(alert))
                    && rule.by().stream().allMatch(by -> alert.part(by) != null)) {
                return new Group(rule.name(), key(alert, rule.by()), rule.span());
            }
        }
        return new Group("no rule", key(alert, List.of(By.RULE)), null);
    }

    private static String key(Traits alert, List<By> by) {
        var key = by.stream().map(alert::part).collect(Collectors.joining("|"));
        return key.length() <= LONGEST_KEY ? key : Text.beginning(key, LONGEST_KEY - 65) + "#" + sha256(key);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// @throws Problem with the number of the rule that is wrong
    void check() {
        for (int i = 0; i < items.size(); i++) {
            var complaint = complaint(items.get(i));
            if (complaint != null) {
                throw new Problem(422, "grouping-invalid", "Rule %d: %s".formatted(i + 1, complaint));
            }
        }
    }

    private static @Nullable String complaint(@Nullable Rule rule) {
        if (rule == null
                || rule.name() == null
                || rule.name().isBlank()
                || rule.name().length() > 100) {
            return "it needs a name of at most 100 characters.";
        }
        if (rule.by() == null || rule.by().isEmpty() || rule.by().contains(null)) {
            return "say what its alerts have in common: `by`.";
        }
        if (rule.by().stream().distinct().count() < rule.by().size()) {
            return "`by` names something twice.";
        }
        var when = rule.when();
        if (when != null && (Glob.odd(when.source()) || Glob.odd(when.ruleId()) || Glob.odd(when.technique()))) {
            return "a pattern has 1 to 255 characters and at most 5 stars.";
        }
        return complaint(rule.window());
    }

    private static @Nullable String complaint(@Nullable String window) {
        try {
            var span = window == null ? SHORTEST_WINDOW : Duration.parse(window);
            return span.compareTo(SHORTEST_WINDOW) < 0 || span.compareTo(LONGEST_WINDOW) > 0
                    ? "the window is between a minute and 366 days."
                    : null;
        } catch (DateTimeParseException e) {
            return "the window is a duration such as PT4H or P7D.";
        }
    }
}
