package dev.cordon.engine.connector;

import dev.cordon.contract.connector.Connectors;
import dev.cordon.contract.connector.Errand;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Report;
import dev.cordon.contract.connector.State;
import dev.cordon.engine.policy.Estate;
import dev.cordon.engine.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/// Where the workers report.
@RunOnVirtualThread
@RolesAllowed("worker")
public class ConnectorReportResource implements Connectors {
    private static final int LONGEST_NAME = 255;

    @Inject
    ConnectorReports reports;

    @Inject
    Checks checks;

    @Inject
    Estate estate;

    @Override
    public Errand report(String worker, Report report) {
        require(report != null, "A report is needed.");
        require(isName(worker), "A worker's name has 1 to 255 characters, none of them a control character.");
        var names = new HashSet<String>();
        for (var state : report.connectors()) {
            require(isComplete(state), "A connector needs name, product and health.");
            require(names.add(state.name()), "A connector is reported once.");
            require(
                    state.findings().stream().allMatch(ConnectorReportResource::isComplete),
                    "A finding needs check, verdict and detail.");
        }
        reports.take(worker, report.connectors());
        return new Errand(
                reports.workers(),
                checks.due(report.connectors()),
                estate.lines().items());
    }

    private static boolean isComplete(State state) {
        return isName(state.name())
                && isName(state.product())
                && state.health() != null
                && state.health().breaker() != null;
    }

    private static boolean isComplete(Finding finding) {
        return isName(finding.check()) && finding.verdict() != null && finding.detail() != null;
    }

    private static boolean isName(@Nullable String text) {
        return text != null
                && !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.chars().noneMatch(Character::isISOControl);
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new Problem(400, "bad-request", otherwise);
        }
    }
}
