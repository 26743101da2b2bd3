package dev.cordon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.engine.Text;
import dev.cordon.engine.policy.GroupingRules.By;
import dev.cordon.engine.policy.GroupingRules.Rule;
import dev.cordon.engine.policy.GroupingRules.Traits;
import dev.cordon.engine.policy.GroupingRules.When;
import dev.cordon.engine.problem.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupingRulesTest {

    @Test
    void without_rules_of_one_s_own_alerts_of_one_host_belong_together_then_of_one_account_then_of_one_rule() {
        assertThat(GroupingRules.OWN.of(alert("WS-1", "ravi", "5710")).key()).isEqualTo("host:ws-1");
        assertThat(GroupingRules.OWN.of(alert(null, "Ravi", "5710")).key()).isEqualTo("account:ravi");
        assertThat(GroupingRules.OWN.of(alert(null, null, "5710")).key()).isEqualTo("rule:wazuh:5710");
        assertThat(GroupingRules.OWN.of(alert(null, null, null)).key()).isEqualTo("rule:wazuh:brute force");
    }

    @Test
    void the_first_rule_counts_that_fits_and_whose_fields_the_alert_has() {
        var rules = rules(
                rule("campaigns", null, null, By.CAMPAIGN),
                rule("ransomware", new When(null, null, 5, "T1486"), "PT1H", By.SOURCE),
                rule("ssh", new When("waz*", "57*", null, null), "PT4H", By.HOST, By.RULE),
                rule("rest", null, null, By.SOURCE));

        assertThat(rules.of(alert("ws-1", null, "5710")).rule()).isEqualTo("ssh");
        assertThat(rules.of(alert("ws-1", null, "5710")).key()).isEqualTo("host:ws-1|rule:wazuh:5710");
        assertThat(rules.of(alert("ws-1", null, "5710")).window()).isEqualTo(Duration.ofHours(4));
        assertThat(rules.of(alert(null, null, "5710")).rule()).isEqualTo("rest");
        assertThat(rules.of(new Traits("edr", "x", "1", null, null, "C-7", 3, List.of()))
                        .key())
                .isEqualTo("campaign:edr:c-7");
        assertThat(rules.of(new Traits("edr", "x", "1", null, null, null, 5, List.of("T1003", "T1486")))
                        .rule())
                .isEqualTo("ransomware");
        assertThat(rules.of(new Traits("edr", "x", "1", null, null, null, 4, List.of("T1486")))
                        .rule())
                .isEqualTo("rest");
    }

    @Test
    void an_alert_that_no_rule_fits_stands_with_those_of_its_own_rule() {
        var rules = rules(rule("hosts", null, null, By.HOST));

        assertThat(rules.of(alert(null, "ravi", "5710")).key()).isEqualTo("rule:wazuh:5710");
    }

    @Test
    void a_very_long_key_is_shortened_and_stays_its_own() {
        var one = rules(rule("rule", null, null, By.RULE)).of(alert(null, null, "x".repeat(3000)));
        var other = rules(rule("rule", null, null, By.RULE)).of(alert(null, null, "x".repeat(3001)));

        assertThat(one.key()).hasSize(400).isNotEqualTo(other.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x"})
    void a_long_key_is_never_cut_within_a_character(String before) {
        var group = rules(rule("rule", null, null, By.RULE)).of(alert(null, null, before + "\uD83D\uDE00".repeat(400)));

        assertThat(group.key()).hasSizeBetween(399, 400).isEqualTo(Text.clean(group.key()));
    }

    @ParameterizedTest
    @CsvSource({
        "ws-1,      WS-1,   true",
        "ws-1,      ws-11,  false",
        "ws-*,      WS-1,   true",
        "*-1,       ws-1,   true",
        "w*-*1,     ws-a-1, true",
        "ab*ba,     aba,    false",
        "*,         x,      true",
        "a*b*c,     acb,    false",
    })
    void a_star_stands_for_any_characters(String pattern, String text, boolean fits) {
        assertThat(Glob.fits(pattern, text)).isEqualTo(fits);
    }

    @Test
    void what_the_alert_does_not_say_fits_no_pattern() {
        assertThat(Glob.fits("*", null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "P400D", "four hours", ""})
    void a_window_that_is_none_is_refused(String window) {
        assertThatThrownBy(() -> rules(rule("a", null, window, By.HOST)).check())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Rule 1")
                .hasMessageContaining("window");
    }

    @Test
    void a_rule_says_what_its_alerts_have_in_common_and_each_once() {
        assertThatThrownBy(() -> rules(rule("fine", null, null, By.HOST), rule("a", null, null))
                        .check())
                .hasMessageContaining("Rule 2");
        assertThatThrownBy(() -> rules(rule("a", null, null, By.HOST, By.HOST)).check())
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> rules(rule("a", new When("*".repeat(6), null, null, null), null, By.HOST))
                        .check())
                .hasMessageContaining("pattern");
    }

    private static Traits alert(@Nullable String host, @Nullable String account, @Nullable String rule) {
        return new Traits("wazuh", "Brute force", rule, host, account, null, 4, List.of());
    }

    private static Rule rule(String name, @Nullable When when, @Nullable String window, By... by) {
        return new Rule(name, when, Arrays.asList(by), window);
    }

    private static GroupingRules rules(Rule... items) {
        return new GroupingRules(1, List.of(items));
    }
}
