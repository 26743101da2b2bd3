package dev.cordon.connectors.action;

import dev.cordon.contract.connector.Errand.Responsible;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which connector is responsible for which names, as the server said last. A mixed estate has several EDR products and
/// several directories; without this all of them are asked about every name.
@ApplicationScoped
public class Estate {
    private volatile List<Rule> rules = List.of();

    private record Rule(String kind, Pattern name, String connector) {}

    public void learn(List<Responsible> responsible) {
        rules = responsible.stream()
                .map(one -> new Rule(one.kind(), pattern(one.pattern()), one.connector()))
                .toList();
    }

    /// The first rule that fits; empty when nobody said.
    Optional<String> responsible(String kind, String name) {
        return rules.stream()
                .filter(rule ->
                        rule.kind().equals(kind) && rule.name().matcher(name).matches())
                .map(Rule::connector)
                .findFirst();
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(
                "\\Q" + glob.replace("\\E", "\\E\\\\E\\Q").replace("*", "\\E.*\\Q") + "\\E",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
