package dev.cordon.engine.policy.routing;

import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.playbook.Decision;

/// One version of the decision, ready to be asked.
record RoutingTable(int version, Decision decision, Catalogue catalogue) {

    Route of(Facts facts) {
        var inputs = facts.inputs();
        var decided = decision.of(inputs);
        var output = decided.output();
        var playbook = String.valueOf(output.getOrDefault("playbook", ""));
        // a playbook that this server does not have would wait for ever
        return catalogue.playbook(playbook).isPresent()
                ? new Route(
                        version,
                        inputs,
                        output,
                        decided.rules(),
                        playbook,
                        mode(String.valueOf(output.getOrDefault("mode", "record")), facts))
                : new Route(version, inputs, output, decided.rules(), "", "record");
    }

    /// What names nothing to act on starts nothing by itself, whatever the table says.
    private static String mode(String mode, Facts facts) {
        return mode.equals("run") && !facts.hasHost() && !facts.hasAccount() ? "propose" : mode;
    }
}
