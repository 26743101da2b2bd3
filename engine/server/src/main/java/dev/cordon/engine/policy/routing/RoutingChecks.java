package dev.cordon.engine.policy.routing;

import dev.cordon.engine.Text;
import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.playbook.Decision;
import dev.cordon.engine.playbook.Decisions;
import dev.cordon.engine.playbook.UnreadableDecision;
import dev.cordon.engine.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// What a version must pass before anybody may confirm it, and again when it is confirmed.
@ApplicationScoped
class RoutingChecks {
    private static final int LONGEST_COMPLAINT = 600;

    private final Decisions decisions;
    private final Catalogue catalogue;

    RoutingChecks(Decisions decisions, Catalogue catalogue) {
        this.decisions = decisions;
        this.catalogue = catalogue;
    }

    /// @return the table, which has not got a number yet
    /// @throws Problem 422 `routing-invalid`, with what is wrong
    RoutingTable pass(String dmn, List<Case> cases) {
        var complaint = DmnBounds.complaint(dmn);
        if (complaint != null) {
            throw invalid(complaint);
        }
        var table = new RoutingTable(-1, read(dmn), catalogue);
        for (int i = 0; i < cases.size(); i++) {
            var wrong = cases.get(i).complaint(table);
            if (wrong != null) {
                throw invalid("Case %d: %s".formatted(i + 1, wrong));
            }
        }
        return table;
    }

    private Decision read(String dmn) {
        try {
            var decision = decisions.read(Routing.DECISION, dmn);
            if (decision.inFile() != 1) {
                throw invalid("It holds exactly one decision, %s.".formatted(Routing.DECISION));
            }
            var complaints = RoutingRules.complaints(decision.table(), catalogue);
            if (!complaints.isEmpty()) {
                throw invalid(String.join(" ", complaints));
            }
            return decision;
        } catch (UnreadableDecision e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Problem invalid(String why) {
        var text = why.length() > LONGEST_COMPLAINT ? Text.beginning(why, LONGEST_COMPLAINT) + " ..." : why;
        return new Problem(422, "routing-invalid", text);
    }
}
