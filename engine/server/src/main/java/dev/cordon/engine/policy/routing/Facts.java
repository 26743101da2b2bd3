package dev.cordon.engine.policy.routing;

import dev.cordon.engine.sql.Row;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What routing knows of an alert.
public record Facts(
        @Nullable String source,
        @Nullable String ruleId,
        @Nullable String ruleName,
        @Nullable Integer severity,
        @Nullable List<String> techniques,
        boolean hasHost,
        boolean hasAccount) {

    /// The variables of the decision.
    static final Set<String> NAMES =
            Set.of("source", "ruleId", "ruleName", "severity", "techniques", "hasHost", "hasAccount");

    /// Of a row of `alert`.
    public static Facts of(Row row) throws SQLException {
        return new Facts(
                row.text("source"),
                row.textOrNull("rule_id"),
                row.textOrNull("rule_name"),
                row.number("severity"),
                row.texts("techniques"),
                row.textOrNull("host") != null,
                row.textOrNull("account") != null);
    }

    Map<String, @Nullable Object> inputs() {
        var inputs = new HashMap<String, @Nullable Object>();
        inputs.put("source", source);
        inputs.put("ruleId", ruleId);
        inputs.put("ruleName", ruleName);
        inputs.put("severity", severity);
        inputs.put("techniques", techniques);
        inputs.put("hasHost", hasHost);
        inputs.put("hasAccount", hasAccount);
        return inputs;
    }
}
