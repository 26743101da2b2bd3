package dev.cordon.engine.run;

import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.playbook.Decisions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Asks the decision `alert-routing`. Changes nothing.
@ApplicationScoped
class Routes {
    static final String DECISION = "alert-routing";

    private final Decisions decisions;
    private final Catalogue catalogue;

    Routes(Decisions decisions, Catalogue catalogue) {
        this.decisions = decisions;
        this.catalogue = catalogue;
    }

    /// @param output as the decision says it
    /// @param rules ids of those that matched
    /// @param playbook empty for none; never one that this server does not have
    /// @param mode `run`, `propose` or `record`
    record Route(
            Map<String, @Nullable Object> inputs,
            Map<String, @Nullable Object> output,
            List<String> rules,
            String playbook,
            String mode) {

        OptionalInt severity() {
            return output.get("severity") instanceof Number severity
                    ? OptionalInt.of(severity.intValue())
                    : OptionalInt.empty();
        }
    }

    Route of(AlertRouting.Arrived alert) {
        var inputs = new HashMap<String, @Nullable Object>();
        inputs.put("source", alert.source());
        inputs.put("ruleId", alert.ruleId());
        inputs.put("ruleName", alert.ruleName());
        inputs.put("severity", alert.severity());
        inputs.put("techniques", alert.techniques());
        inputs.put("hasHost", alert.host() != null);
        inputs.put("hasAccount", alert.account() != null);
        var decided = decisions.evaluate(DECISION, inputs);
        var output = decided.output();
        var playbook = String.valueOf(output.getOrDefault("playbook", ""));
        // a playbook that this server does not have would wait for ever
        return catalogue.playbook(playbook).isPresent()
                ? new Route(
                        inputs,
                        output,
                        decided.rules(),
                        playbook,
                        String.valueOf(output.getOrDefault("mode", "record")))
                : new Route(inputs, output, decided.rules(), "", "record");
    }
}
